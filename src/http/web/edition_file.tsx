import { raw } from 'hono/html';
import type { Child } from 'hono/jsx';
import { counted, grouped } from '../../core/counted.ts';
import { failedFeedWords } from '../../core/failed_feed.ts';
import type { EditionHead, EntryOnPage } from '../../store/reading.ts';
import type { ShownStatus } from '../../store/shown_statuses.ts';
import { readStyle } from '../media/assets.ts';
import type { Desk } from './desk.ts';
import { DrawnFrom, OfFeed } from './edition_head.tsx';
import { mayLeave, WrittenPost } from './written_post.tsx';

/** An edition as one page that stands alone, and what of it may not leave the machine. */
export interface EditionFile {
  readonly html: string;
  readonly posts: number;
  /** Followers-only and direct posts, left out. */
  readonly leftOut: number;
}

/** Nothing is fetched when it is opened, by whatever is in it. */
const POLICY = "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'";

/** Writes an edition for reading from disk, without a server, a script or a request. */
export function editionFile(desk: Desk, head: EditionHead): EditionFile {
  const alone = standingAlone(desk);
  const entries = desk.reading
    .slots(head.edition, 1, null, head.entries)
    .map(({ position }) => desk.reading.entry(head.edition, position))
    .filter((entry): entry is EntryOnPage => entry !== undefined)
    .map((entry) => ({ entry, status: statusOf(desk, entry) }));
  const shown = entries.filter(({ status }) => status === undefined || mayLeave(status));
  const leftOut = entries.length - shown.length;
  const page = (
    <Document desk={desk} head={head} leftOut={leftOut}>
      {shown.map(({ entry, status }) => (
        <WrittenPost
          {...{ desk: alone, head, status }}
          entry={withoutPrivateBoosts(desk, entry, status)}
        />
      ))}
    </Document>
  );
  return { html: `<!doctype html>\n${String(page)}\n`, posts: shown.length, leftOut };
}

/** No address may be fetched, and no private post may be quoted as the parent of a public one. */
function standingAlone(desk: Desk): Desk {
  const parentOf = (row: ShownStatus) => {
    const parent = desk.statuses.parentOf(row);
    return parent !== undefined && mayLeave(parent) ? parent : undefined;
  };
  return {
    ...desk,
    media: { of: () => undefined, read: () => undefined },
    statuses: { ...desk.statuses, parentOf },
  };
}

/** A boost for few alone is no more public than such a post. */
function withoutPrivateBoosts(
  { statuses }: Desk,
  entry: EntryOnPage,
  status: ShownStatus | undefined,
): EntryOnPage {
  if (status === undefined || entry.boosters.length === 0) return entry;
  const hidden = statuses.privateBoosters(status.status_key);
  return { ...entry, boosters: entry.boosters.filter((handle) => !hidden.has(handle)) };
}

function statusOf({ statuses }: Desk, { statusKey, uri }: EntryOnPage): ShownStatus | undefined {
  return statusKey === null ? statuses.ofUri(uri) : statuses.status(statusKey);
}

interface DocumentProps {
  readonly desk: Desk;
  readonly head: EditionHead;
  readonly leftOut: number;
  readonly children?: Child;
}

function Document({ desk, head, leftOut, children }: DocumentProps) {
  const day = desk.words.day(head.drawn_at_ms);
  const failed = failedFeedWords(head);
  return (
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta http-equiv="content-security-policy" content={POLICY} />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="color-scheme" content="light dark" />
        <meta name="referrer" content="no-referrer" />
        <title>{`${day} · Driftline`}</title>
        <style>{raw(readStyle('edition_file.css'))}</style>
      </head>
      <body>
        <header class="head">
          <p class="brand">Driftline</p>
          <h1>{day}</h1>
          <p class="facts">
            <span>edition {head.edition}</span>
            <OfFeed head={head} />
            <span>drawn {desk.words.full(head.drawn_at_ms)}</span>
            <span>{counted(head.entries, 'post')}</span>
            <DrawnFrom head={head} />
          </p>
          {failed === undefined ? null : <p class="left-out">{failed}</p>}
          {leftOut === 0 ? null : <p class="left-out">{leftOutWords(leftOut)}</p>}
        </header>
        <main>{children}</main>
        <footer class="end">
          <p>That was it. Whatever was good will come back.</p>
        </footer>
      </body>
    </html>
  );
}

export function leftOutWords(count: number): string {
  return count === 1
    ? '1 post is left out: it is not public, and never leaves the machine.'
    : `${grouped(count)} posts are left out: they are not public, and never leave the machine.`;
}
