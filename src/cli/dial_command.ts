import type { Command } from 'commander';
import { DAY_MS, type EpochMs } from '../core/clock.ts';
import type { DialSubject, DialWord } from '../core/dial.ts';
import { DriftlineError } from '../core/errors.ts';
import { nearest } from '../core/nearest.ts';
import type { Database } from '../store/database.ts';
import { type Dial, openDials } from '../store/dials.ts';
import { answerOf, heldOf, listOf } from './dial_answers.ts';
import { openSession } from './session.ts';
import type { Surroundings } from './surroundings.ts';
import { readPoint } from './time_points.ts';
import { timezoneOf } from './timezone.ts';

/** What sets `people` and `topics` apart. */
export interface DialFace {
  readonly command: 'people' | 'topics';
  readonly example: string;
  readonly words: readonly DialWord[];
  /** What is meant by what was typed. Throws DriftlineError with the remedy. */
  readonly subjectOf: (database: Database, typed: string) => DialSubject;
}

export interface DialOptions {
  readonly days?: number;
  readonly until?: string;
}

interface Called {
  readonly command: Command;
  readonly surroundings: Surroundings;
  readonly face: DialFace;
}

interface Typed {
  readonly name: string | undefined;
  readonly words: readonly string[];
  readonly options: DialOptions;
}

/** Lists all dials, says what holds for one, or turns it. */
export async function turnDial(called: Called, { name, words, options }: Typed): Promise<void> {
  const { command, surroundings, face } = called;
  const session = openSession(command, surroundings);
  const word = words.length === 0 ? undefined : readWord(words.join(' '), face);
  const timezone = timezoneOf(await session.config());
  const nowMs = surroundings.time.now();
  const untilMs = readEnd(options, { word, face, timezone, nowMs });
  if (name !== undefined && name.trim() === '') {
    throw new DriftlineError('usage', `${face.command} needs a name, not "": ${face.example}`);
  }
  const database = await session.openDatabase(word === undefined ? 'read' : 'must exist');
  const page = { session, surroundings, timezone, face };
  try {
    const dials = openDials(database);
    if (name === undefined) return listOf(dials.list(nowMs), page);
    const subject = face.subjectOf(database, name.trim());
    const before = dials.of(subject, nowMs);
    const reach = dials.reach(subject, nowMs);
    if (word === undefined) return heldOf({ subject, dial: before, reach }, page);
    if (word !== 'usual' || before !== undefined)
      await say(database, { subject, word, untilMs, nowMs, before });
    answerOf({ subject, before, dial: dials.of(subject, nowMs), reach }, page);
  } finally {
    database.close();
  }
}

interface Saying {
  readonly subject: DialSubject;
  readonly word: DialWord;
  readonly untilMs: EpochMs | null;
  readonly nowMs: EpochMs;
  readonly before: Dial | undefined;
}

async function say(database: Database, saying: Saying): Promise<void> {
  const { openLogins } = await import('../store/logins.ts');
  const { openOwnerWords } = await import('../store/owner_words.ts');
  const loginKey = saying.before?.login_key ?? openLogins(database).all()[0]?.loginKey;
  if (loginKey === undefined)
    throw new DriftlineError(
      'not_found',
      'nobody is logged in here: start with "driftline login SERVER"',
    );
  const { subject, word, untilMs, nowMs } = saying;
  openOwnerWords(database).dial({ ...subject, loginKey, word, untilMs, saidAtMs: nowMs });
}

/** `no-boosts` and "no boosts" are one word. */
function readWord(typed: string, { words, command }: DialFace): DialWord {
  const said = typed
    .toLowerCase()
    .replace(/[\s_-]+/g, ' ')
    .trim();
  const word = words.find((one) => one === said);
  if (word !== undefined) return word;
  const names = words.map(typedAs);
  const near = nearest(typedAs(said), names);
  const remedy = near === undefined ? `it knows ${names.join(', ')}` : `did you mean ${near}?`;
  throw new DriftlineError('usage', `${command} knows no word "${typed}": ${remedy}`);
}

/** A word as it is typed on a command line. */
function typedAs(word: string): string {
  return word.replace(' ', '-');
}

interface EndWords {
  readonly word: DialWord | undefined;
  readonly face: DialFace;
  readonly timezone: string;
  readonly nowMs: EpochMs;
}

/** When the word ends; null: never. */
function readEnd({ days, until }: DialOptions, words: EndWords): EpochMs | null {
  const { word, face, timezone, nowMs } = words;
  const option = until !== undefined ? '--until' : '--days';
  if (days === undefined && until === undefined) {
    if (word !== 'not until') return null;
    throw new DriftlineError('usage', 'not-until needs a day: --until 2026-12-01, or --days 7');
  }
  if (days !== undefined && until !== undefined)
    throw new DriftlineError('usage', '--days and --until both say when it ends: give one of them');
  if (word === undefined)
    throw new DriftlineError('usage', `${option} needs a word to end: ${face.example}`);
  if (word === 'usual')
    throw new DriftlineError('usage', `usual has no end, since it takes a word back: no ${option}`);
  if (until === undefined) return (nowMs + (days as number) * DAY_MS) as EpochMs;
  const untilMs = readPoint(until, { option, timezone, edge: 'start' });
  if (untilMs > nowMs) return untilMs;
  throw new DriftlineError('usage', `--until must lie ahead, and ${until} is over`);
}
