import type { Command } from 'commander';
import { DAY_MS, type EpochMs, isoOf } from '../core/clock.ts';
import { DriftlineError } from '../core/errors.ts';
import type { Database } from '../store/database.ts';
import { openSnoozes, type Snooze } from '../store/snoozes.ts';
import { readDays } from './option_values.ts';
import { openSession, type Session } from './session.ts';
import type { Surroundings } from './surroundings.ts';
import { printable, widthOf, wrap } from './terminal_text.ts';
import { momentWords, readPoint } from './time_points.ts';
import { timezoneOf } from './timezone.ts';

interface SnoozeOptions {
  readonly days?: number;
  readonly until?: string;
  readonly undo?: boolean;
}

export function define(command: Command, surroundings: Surroundings): void {
  command
    .argument('[post]', 'the id or an address of a post, or of a boost of it')
    .option('--days <number>', 'for so many days, 1 to 400', readDays)
    .option('--until <time>', 'until then: 2026-12-01, or 2026-12-01T18:30')
    .option('--undo', 'take it back: it may come in the next draw')
    .addHelpText('after', ABOUT)
    .action((post: string | undefined, options: SnoozeOptions) =>
      snooze(command, surroundings, post, options),
    );
}

const EXAMPLE = 'driftline snooze https://example.social/@ada/1153 --days 3';

const ABOUT = `
No draw offers it before that; then it has a place in each, until you have seen it again.
Said again, the later word holds. Alone, it lists what is put off.`;

async function snooze(
  command: Command,
  surroundings: Surroundings,
  post: string | undefined,
  options: SnoozeOptions,
): Promise<void> {
  const session = openSession(command, surroundings);
  const timezone = timezoneOf(await session.config());
  const nowMs = surroundings.time.now();
  const untilMs = endOf(options, { post, timezone, nowMs });
  const database = await session.openDatabase(post === undefined ? 'read' : 'must exist');
  const page = { session, surroundings, timezone };
  try {
    if (post === undefined) return listOf(openSnoozes(database).list(nowMs), page);
    const said = await sayIn(database, { name: post.trim(), untilMs, nowMs });
    answer(said, page);
  } finally {
    database.close();
  }
}

interface EndWords {
  readonly post: string | undefined;
  readonly timezone: string;
  readonly nowMs: EpochMs;
}

/** Until when; undefined: it is taken back, or nothing is said. */
function endOf(
  { days, until, undo }: SnoozeOptions,
  { post, timezone, nowMs }: EndWords,
): EpochMs | undefined {
  const ends = [days !== undefined, until !== undefined, undo === true].filter(Boolean).length;
  if (ends > 1) throw new DriftlineError('usage', 'give one of --days, --until and --undo');
  if (post === undefined) {
    if (ends === 0) return undefined;
    throw new DriftlineError('usage', `snooze needs a post: ${EXAMPLE}`);
  }
  if (post.trim() === '') {
    throw new DriftlineError(
      'usage',
      `snooze needs the id or an address of a post, not "": ${EXAMPLE}`,
    );
  }
  if (undo === true) return undefined;
  if (days !== undefined) return (nowMs + days * DAY_MS) as EpochMs;
  if (until === undefined)
    throw new DriftlineError('usage', 'snooze needs a day: --until 2026-12-01, or --days 3');
  const untilMs = readPoint(until, { option: '--until', timezone, edge: 'start' });
  if (untilMs > nowMs) return untilMs;
  throw new DriftlineError('usage', `--until must lie ahead, and ${until} is over`);
}

interface Said {
  readonly statusId: string;
  readonly uri: string;
  readonly account: string;
  readonly beforeMs: EpochMs | undefined;
  readonly untilMs: EpochMs | undefined;
  /** Whether it may be offered at all, but for this. */
  readonly isCandidate: boolean;
}

async function sayIn(
  database: Database,
  { name, untilMs, nowMs }: { name: string; untilMs: EpochMs | undefined; nowMs: EpochMs },
): Promise<Said> {
  const { findNamed } = await import('../rank/named_status.ts');
  const { openEditions } = await import('../store/editions.ts');
  const { found } = findNamed(database, name);
  const { uri, handle: account } = found;
  const statusId = openEditions(database).serverIdOf(found.status_key) ?? uri;
  const snoozes = openSnoozes(database);
  const beforeMs = snoozes.until(uri, nowMs);
  const act = { uri, statusId, atMs: nowMs };
  const isKnown = untilMs === undefined ? true : snoozes.snooze(act, untilMs);
  if (!isKnown)
    throw new DriftlineError(
      'not_found',
      'nobody is logged in here: start with "driftline login SERVER"',
    );
  if (untilMs === undefined && beforeMs !== undefined) snoozes.end(act);
  // What was seen or acted on comes again by this very word.
  const isCandidate = findNamed(database, uri).found.is_candidate === 1;
  return { statusId, uri, account, beforeMs, untilMs, isCandidate };
}

interface Page {
  readonly session: Session;
  readonly surroundings: Surroundings;
  readonly timezone: string;
}

function answer(said: Said, { session, surroundings, timezone }: Page): void {
  const { account, beforeMs, untilMs, isCandidate } = said;
  if (session.asJson) {
    session.answer({
      status_id: said.statusId,
      uri: said.uri,
      account,
      until: untilMs === undefined ? null : isoOf(untilMs),
      before: beforeMs === undefined ? null : isoOf(beforeMs),
    });
    return;
  }
  const post = `The post by @${account}`;
  const lines =
    untilMs === undefined
      ? [beforeMs === undefined ? 'There is nothing to take back.' : `${post} may come again.`]
      : [
          `${post} does not come before ${momentWords(untilMs, timezone)}.`,
          ...(isCandidate
            ? []
            : ['Nor after that, as things stand: "driftline explain" says why.']),
          `Take it back: driftline snooze ${said.statusId} --undo`,
        ];
  session.say(...lines.map((line) => wrap(line, widthOf(surroundings.stdout), '')));
}

function listOf(snoozes: readonly Snooze[], { session, timezone }: Page): void {
  if (session.asJson) {
    const documents = snoozes.map(({ status_id, uri, handle, at_ms, until_ms }) => ({
      status_id,
      uri,
      account: handle,
      since: isoOf(at_ms as EpochMs),
      until: isoOf(until_ms as EpochMs),
    }));
    session.answer(documents);
    return;
  }
  if (snoozes.length === 0) {
    session.say('You have put nothing off. This does:', `    ${EXAMPLE}`);
    return;
  }
  const lines = snoozes.map(({ status_id, uri, handle, until_ms }) => {
    const who = handle === null ? '' : `  @${printable(handle)}`;
    return `until ${momentWords(until_ms, timezone)}${who}  ${printable(uri ?? status_id)}`;
  });
  session.say(...lines);
}
