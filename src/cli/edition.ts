import type { Command } from 'commander';
import type { EpochMs } from '../core/clock.ts';
import { counted } from '../core/counted.ts';
import { DriftlineError } from '../core/errors.ts';
import { failedFeedWords } from '../core/failed_feed.ts';
import { MORNING } from '../core/feed.ts';
import { coverWords } from '../http/web/cover_words.ts';
import { lockWords } from '../http/web/lock_words.ts';
import { withNamedBoosters } from '../http/web/named_boosters.ts';
import { namedPosts, namedWords } from '../http/web/named_posts.ts';
import { reasonOf } from '../http/web/reason.ts';
import { readAccount, readText } from '../http/web/status_json.ts';
import { type TimeWords, timeWords } from '../http/web/time_words.ts';
import type { Database } from '../store/database.ts';
import { openEditions } from '../store/editions.ts';
import { openFrozenFeeds } from '../store/frozen_feeds.ts';
import { type EditionHead, type EntryOnPage, openReading } from '../store/reading.ts';
import { openShownStatuses, type ShownStatus } from '../store/shown_statuses.ts';
import { editionDocument, type PrintableEntry } from './edition_document.ts';
import { countLines, INDENT, textLines } from './edition_text.ts';
import { readEditionNumber } from './option_values.ts';
import { openSession } from './session.ts';
import type { Surroundings } from './surroundings.ts';
import { cut, type Ink, inkFor, printable, widthOf, wrap, wrapAfter } from './terminal_text.ts';
import { timezoneOf } from './timezone.ts';

export function define(command: Command, surroundings: Surroundings): void {
  command
    .argument('[number]', 'which edition (default: the latest)', readEditionNumber)
    .option('--html <file>', 'write it as one page for a browser or paper; - is standard output')
    .action((number: number | undefined, options: { readonly html?: string }) =>
      show(command, surroundings, number, options.html),
    );
}

async function show(
  command: Command,
  surroundings: Surroundings,
  asked: number | undefined,
  html: string | undefined,
) {
  const session = openSession(command, surroundings);
  const config = await session.config();
  const database = await session.openDatabase('read');
  try {
    const { stdout, env, time } = surroundings;
    const reading = openReading(database);
    const number = asked ?? reading.latest();
    const head = number === undefined ? undefined : reading.head(number);
    if (number === undefined || head === undefined) throw noEdition(asked);
    if (html !== undefined) {
      const { writeEdition } = await import('./edition_html.ts');
      await writeEdition({ database, head, config, place: html }, session, surroundings);
      return;
    }
    const entries = entriesOf(database, head, time.now());
    if (session.asJson) {
      const temperature = openFrozenFeeds(database).feedOf(number).temperature;
      const feed = { ...MORNING, temperature: temperature ?? MORNING.temperature };
      session.answer(editionDocument(entries.map(printableOf(database)), feed));
      return;
    }
    const page: Page = {
      head,
      nowMs: time.now(),
      words: timeWords(timezoneOf(config), time.now),
      ink: inkFor(stdout, env),
      columns: widthOf(stdout),
      statuses: openShownStatuses(database),
    };
    session.say(...headLines(page));
    for (const entry of entries) session.say(...entryLines(page, entry));
    const end = `That is all of edition ${number}. Whatever was good will come back.`;
    session.say(page.ink.dim(wrap(end, page.columns, '')));
  } finally {
    database.close();
  }
}

interface Page {
  readonly head: EditionHead;
  readonly nowMs: ReturnType<Surroundings['time']['now']>;
  readonly words: TimeWords;
  readonly ink: Ink;
  readonly columns: number;
  readonly statuses: ReturnType<typeof openShownStatuses>;
}

function noEdition(asked: number | undefined): DriftlineError {
  return new DriftlineError(
    'not_found',
    asked === undefined
      ? 'there is no edition yet: draw one with "driftline rank"'
      : `there is no edition ${asked}: "driftline stats" says how many there are`,
  );
}

function entriesOf(database: Database, head: EditionHead, nowMs: EpochMs): readonly EntryOnPage[] {
  const reading = openReading(database);
  const statuses = openShownStatuses(database);
  return reading
    .slots(head.edition, 1, null, head.entries)
    .map(({ position }) => reading.entry(head.edition, position))
    .filter((entry): entry is EntryOnPage => entry !== undefined)
    .map((entry) => withNamedBoosters(statuses, entry, nowMs));
}

function printableOf(database: Database): (entry: EntryOnPage) => PrintableEntry {
  const { serverIdOf } = openEditions(database);
  const statuses = openShownStatuses(database);
  return (entry) => ({
    ...entry,
    statusId: entry.statusKey === null ? '' : (serverIdOf(entry.statusKey) ?? ''),
    account: entry.statusKey === null ? '' : (statuses.status(entry.statusKey)?.handle ?? ''),
  });
}

function headLines({ head, words, ink, columns }: Page): readonly string[] {
  const minutes = counted(Math.max(1, Math.round(head.reading_minutes)), 'minute');
  const which = head.is_choosy === 1 ? ` that ${head.feed} lets in` : '';
  const reading = head.entries === 0 ? '' : ` · about ${minutes}`;
  // Nobody knows of an imported one out of how many it was drawn.
  const drawn =
    head.came_from === 'import'
      ? ''
      : ` out of ${counted(head.candidates, 'unseen one')}${which}${reading}`;
  const facts = `${counted(head.entries, 'post')}${drawn} · feed ${head.feed}`;
  const failed = failedFeedWords(head);
  return [
    ink.bold(
      wrap(`Driftline · edition ${head.edition} · ${words.day(head.drawn_at_ms)}`, columns, ''),
    ),
    ink.dim(wrap(facts, columns, '')),
    ...(failed === undefined ? [] : [wrap(printable(failed), columns, '')]),
    ink.dim('─'.repeat(columns)),
    '',
  ];
}

function entryLines(page: Page, entry: EntryOnPage): readonly string[] {
  const { ink, columns, statuses, words, nowMs } = page;
  const status = entry.statusKey === null ? undefined : statuses.status(entry.statusKey);
  const reason = reasonOf({
    entry,
    author: status?.handle,
    createdAtMs: status?.created_at_ms,
    drawnAtMs: page.head.drawn_at_ms,
    nameOf: (handle) => printable(statuses.nameOf(handle)),
  });
  const number = `${entry.position}`.padStart(3);
  const why = [reason.lane, ...reason.because].join(' · ');
  const first = wrap(why, columns, INDENT).slice(INDENT.length);
  const covers = status === undefined ? [] : statuses.coversOf(status.status_key, nowMs);
  const hidden = covers.find(({ effect }) => effect === 'hide');
  const isDeleted = status?.deleted_at_ms !== null && hidden === undefined;
  if (status === undefined || status.body === null || isDeleted) {
    return [`${number}  ${ink.accent(first)}`, ...goneLines(page, status).map(ink.dim), ''];
  }
  if (hidden !== undefined) {
    const said = printable(coverWords(hidden, page));
    return [`${number}  ${ink.accent(first)}`, `${INDENT}${ink.dim(said)}`, ''];
  }
  const author = readAccount(status.profile);
  const text = readText(status.body);
  const name = cut(printable(author.name) || author.acct, columns - INDENT.length);
  const locked = lockWords(status.visibility);
  const whoAndWhen = [
    `@${status.handle} · ${words.ago(status.created_at_ms, nowMs)}`,
    ...(locked === undefined ? [] : [locked]),
  ].join(' · ');
  const filter = covers.find(({ effect }) => effect === 'warn')?.subject;
  return [
    `${number}  ${ink.accent(first)}`,
    `${INDENT}${ink.bold(name)}${ink.dim(wrapAfter(`${INDENT}${name}`, whoAndWhen, columns, INDENT))}`,
    ...textLines(text, page, filter),
    ...namedLines(page, entry, status),
    ink.dim(countLines(status, printable(text.url ?? status.uri), columns)),
    '',
  ];
}

/** What was let go for its age, or is damaged, is still its author's, and at its address. */
function goneLines({ columns }: Page, status: ShownStatus | undefined): readonly string[] {
  if (status !== undefined && status.body !== null)
    return [`${INDENT}It left your home a moment ago.`];
  if (status?.deleted_at_ms !== null) return [`${INDENT}It is gone: deleted.`];
  const why = status.pruned_at_ms === null ? 'its text is damaged here' : 'older than what is kept';
  const words = `@${status.handle} · ${why}`;
  return [wrap(words, columns, INDENT), `${INDENT}${printable(status.uri)}`];
}

const NAMED_MAX = 5;

/** "and 12 others posted this: @ada@example.social, …". */
function namedLines(page: Page, entry: EntryOnPage, status: ShownStatus): readonly string[] {
  const { statuses, nowMs, columns, ink } = page;
  const named = namedPosts({ statuses, now: () => nowMs }, entry);
  if (named.length === 0) return [];
  const others = [...new Set(named.map(({ handle }) => handle))].filter(
    (handle) => handle !== status.handle,
  );
  const handles = others.slice(0, NAMED_MAX).map((handle) => `@${handle}`);
  const rest = others.length > NAMED_MAX ? ' …' : '';
  const who = handles.length === 0 ? '' : `: ${handles.join(', ')}${rest}`;
  return [ink.dim(wrap(`${namedWords(named, status)}${who}`, columns, INDENT))];
}
