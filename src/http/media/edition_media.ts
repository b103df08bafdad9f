import type { EpochMs } from '../../core/clock.ts';
import type { Reading } from '../../store/reading.ts';
import type { ShownStatus, ShownStatuses } from '../../store/shown_statuses.ts';
import { readAccount, readText, type ShownAccount, type ShownText } from '../web/status_json.ts';

/** The pictures that an edition shows. */
export interface EditionMedia {
  /** What stands on its pages: avatars, emojis, previews, pictures of cards. */
  readonly onPage: readonly string[];
  /** What opens behind a preview. Films and sounds are asked for when they are played. */
  readonly behind: readonly string[];
}

interface Deps {
  readonly reading: Reading;
  readonly statuses: ShownStatuses;
  readonly now: () => EpochMs;
}

/** In the order in which they are met. What is deleted or hidden shows none. */
export function mediaOfEdition(
  { reading, statuses, now }: Deps,
  edition: number,
  entries: number,
): EditionMedia {
  const onPage = new Set<string>();
  const behind = new Set<string>();
  for (const { status_key: key } of reading.slots(edition, 1, null, entries)) {
    const status = key === null ? undefined : statuses.status(key);
    if (status === undefined || status.body === null || status.deleted_at_ms !== null) continue;
    const covers = statuses.coversOf(status.status_key, now());
    if (covers.some(({ effect }) => effect === 'hide')) continue;
    for (const address of shownBy(status)) onPage.add(address);
    for (const address of picturesOf(status)) behind.add(address);
  }
  return { onPage: [...onPage], behind: [...behind].filter((one) => !onPage.has(one)) };
}

function shownBy(status: ShownStatus): readonly string[] {
  const text = readText(status.body as string);
  return [...ofAccount(readAccount(status.profile)), ...ofText(text), ...ofQuote(text)];
}

function ofAccount({ avatar, emojis }: ShownAccount): readonly string[] {
  return [...(avatar === undefined ? [] : [avatar]), ...emojis.values()];
}

function ofText({ emojis, media, card }: ShownText): readonly string[] {
  // Without a preview the picture itself stands on the page; a film then has none.
  const stills = media.map(({ kind, preview, url }) => preview ?? (kind === 'image' ? url : ''));
  return [...emojis.values(), ...stills, card?.picture].filter(
    (address): address is string => address !== undefined && address !== '',
  );
}

function ofQuote({ quote }: ShownText): readonly string[] {
  return [
    ...(quote?.account === undefined ? [] : ofAccount(quote.account)),
    ...(quote?.text === undefined ? [] : ofText(quote.text)),
  ];
}

function picturesOf(status: ShownStatus): readonly string[] {
  const text = readText(status.body as string);
  return [...text.media, ...(text.quote?.text?.media ?? [])]
    .filter(({ kind, url }) => kind === 'image' && url !== undefined)
    .map(({ url }) => url as string);
}
