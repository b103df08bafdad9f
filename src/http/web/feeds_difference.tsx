import { counted } from '../../core/counted.ts';
import type { Edition, Entry } from '../../core/edition.ts';
import { differenceOf } from '../../rank/difference.ts';
import type { Desk } from './desk.ts';
import { excerptOf } from './excerpt.ts';
import type { Compared } from './feeds_desk.ts';
import { wordlessWords } from './media_words.ts';
import { plainName } from './plain_name.ts';
import { laneTitle } from './reason.ts';
import { readText } from './status_json.ts';

interface DifferenceProps {
  readonly desk: Desk;
  readonly compared: Compared | undefined;
}

const NAMED_MAX = 6;

/** What would enter, leave and move, were the edition drawn now with the sliders as they stand. */
export function Difference({ desk, compared }: DifferenceProps) {
  if (compared === undefined)
    return (
      <p class="muted">
        Move a slider, and what an edition drawn now would lose and gain by it stands here.
      </p>
    );
  const { was, is } = compared;
  const { enter, leave, move } = differenceOf(was, is);
  const [before, after] = [entriesOf(was), entriesOf(is)];
  const far = [...move].sort((a, b) => Math.abs(b.from - b.to) - Math.abs(a.from - a.to));
  const from = new Map(move.map((one) => [one.statusId, one.from]));
  return (
    <>
      <p class="difference-words">
        <strong>{counted(enter.length, 'post')}</strong> would enter,{' '}
        <strong>{leave.length}</strong> leave and <strong>{move.length}</strong> move, of{' '}
        {counted(is.entries.length, 'post')}. {minutesDifference(was, is)}
      </p>
      <Part title="Would enter" {...{ desk, ids: enter, entries: after }} />
      <Part title="Would leave" {...{ desk, ids: leave, entries: before }} />
      <Part
        title="Would move farthest"
        {...{ desk, ids: far.map(({ statusId }) => statusId), entries: after, from }}
      />
    </>
  );
}

function entriesOf({ entries }: Edition): ReadonlyMap<string, Entry> {
  return new Map(entries.map((entry) => [entry.statusId, entry]));
}

function minutesDifference(was: Edition, is: Edition): string {
  const [before, after] = [was, is].map(({ readingMinutes }) => Math.round(readingMinutes));
  if (before === after) return `It would take ${counted(after ?? 0, 'minute')} to read.`;
  return `It would take ${counted(after ?? 0, 'minute')} to read, not ${before}.`;
}

interface PartProps {
  readonly desk: Desk;
  readonly title: string;
  readonly ids: readonly string[];
  readonly entries: ReadonlyMap<string, Entry>;
  readonly from?: ReadonlyMap<string, number>;
}

function Part({ desk, title, ids, entries, from }: PartProps) {
  if (ids.length === 0) return null;
  const named = ids
    .slice(0, NAMED_MAX)
    .map((id) => entries.get(id))
    .filter((entry): entry is Entry => entry !== undefined);
  const rest = ids.length - named.length;
  return (
    <section class="difference-part" aria-label={title}>
      <h3>{title}</h3>
      <ol>
        {named.map((entry) => (
          <li>
            <span class="number">
              {from === undefined ? '' : `${from.get(entry.statusId)} → `}
              {entry.position}
            </span>
            <span class="who">
              <bdi>{plainName(desk.statuses.nameOf(entry.account), entry.account)}</bdi>{' '}
              <span class="muted">{laneTitle(entry.lane)}</span>
            </span>
            <span class="said" dir="auto">
              {firstWords(desk, entry)}
            </span>
          </li>
        ))}
      </ol>
      {rest > 0 ? <p class="muted">and {counted(rest, 'more', 'more')}</p> : null}
    </section>
  );
}

const WORDS_MAX = 90;

function firstWords(desk: Desk, { uri }: Entry): string {
  const status = desk.statuses.ofUri(uri);
  const line = status === undefined ? undefined : excerptOf(desk, status)?.words;
  if (status === undefined || line === undefined) return '';
  if (line === '') return wordlessWords(readText(status.body ?? '{}'));
  return line.length <= WORDS_MAX ? line : `${line.slice(0, WORDS_MAX).replace(/\s\S*$/, '')} …`;
}
