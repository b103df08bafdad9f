import { type EpochMs, isoOf } from '../core/clock.ts';
import { DIAL_FACTORS, type DialSubject, subjectWords } from '../core/dial.ts';
import { reachWords } from '../core/dial_words.ts';
import type { Dial, DialReach } from '../store/dials.ts';
import type { DialFace } from './dial_command.ts';
import type { Session } from './session.ts';
import type { Surroundings } from './surroundings.ts';
import { columnsOf, inkFor, printable, widthOf, wrap } from './terminal_text.ts';
import { momentWords } from './time_points.ts';

/** Where the answer goes, and whose zone its times are of. */
export interface DialPage {
  readonly session: Session;
  readonly surroundings: Surroundings;
  readonly timezone: string;
  readonly face: DialFace;
}

/** All dials in one place. */
export function listOf(dials: readonly Dial[], page: DialPage): void {
  const { session, face } = page;
  if (session.asJson) session.answer(dials.map(documentOf));
  else if (dials.length > 0) session.say(...tableOf(dials, page));
  else session.say('You have set no dials. This sets one:', `    ${face.example}`);
}

const KIND_WORDS = { account: 'person', tag: 'tag', site: 'site' } as const;
const GAP = '  ';

/** In columns where they fit; else what was said stands below whom it is about. */
function tableOf(dials: readonly Dial[], { surroundings, timezone }: DialPage): readonly string[] {
  const ink = inkFor(surroundings.stdout, surroundings.env);
  const at = (ms: number | null, otherwise: string) =>
    ms === null ? otherwise : momentWords(ms, timezone);
  const head = ['', 'of', 'your word', 'since', 'until'];
  const rows = dials.map((dial) => [
    KIND_WORDS[dial.kind],
    printable(subjectWords(dial)),
    dial.word + movedWords(dial),
    at(dial.said_at_ms, ''),
    at(dial.until_ms, 'you change it'),
  ]);
  const widths = head.map((_, column) =>
    Math.max(...[head, ...rows].map((row) => columnsOf(row[column] as string))),
  );
  const lineOf = (row: readonly string[]) =>
    row
      .map((cell, column) => cell + ' '.repeat((widths[column] as number) - columnsOf(cell)))
      .join(GAP)
      .trimEnd();
  const width = widths.reduce((sum, one) => sum + one, GAP.length * (head.length - 1));
  if (width <= widthOf(surroundings.stdout)) return [ink.dim(lineOf(head)), ...rows.map(lineOf)];
  return rows.flatMap(([kind, subject, word, since, until]) => [
    `${kind} ${subject}`,
    wrap(`${word}, since ${since}, until ${until}`, widthOf(surroundings.stdout), GAP),
  ]);
}

interface Held {
  readonly subject: DialSubject;
  /** What holds now; undefined: nothing was said. */
  readonly dial: Dial | undefined;
  readonly reach: DialReach;
}

/** What holds for one subject, and what it does. */
export function heldOf({ subject, dial, reach }: Held, page: DialPage): void {
  const { session } = page;
  if (session.asJson) {
    session.answer(heldDocument({ subject, dial, reach }));
    return;
  }
  const head =
    dial === undefined
      ? `You have said nothing of ${printable(subjectWords(subject))}: usual.`
      : `${printable(subjectWords(subject))}: ${wordsOf(dial, page)}.`;
  sayWrapped([head, reachWords(dial?.word ?? 'usual', reach)], page);
}

/** What was said, what held before, and how to take it back. */
export function answerOf(
  { subject, dial, before, reach }: Held & { readonly before: Dial | undefined },
  page: DialPage,
): void {
  const { session, face } = page;
  const undo = `driftline ${face.command} ${commandFor(subject, before)}`;
  if (session.asJson) {
    const was = before === undefined ? null : documentOf(before);
    session.answer({ ...heldDocument({ subject, dial, reach }), before: was, undo });
    return;
  }
  const name = printable(subjectWords(subject));
  if (dial === undefined && before === undefined) {
    session.say(`There is nothing to take back of ${name}.`);
    return;
  }
  sayWrapped(
    [
      `${name}: ${dial === undefined ? 'usual' : wordsOf(dial, page)}, from the next draw on.`,
      reachWords(dial?.word ?? 'usual', reach),
      `${againWords(dial, before)}: ${before === undefined ? 'usual' : wordsOf(before, page)}.`,
    ],
    page,
  );
  session.say(`Take it back: ${undo}`);
}

/** A word that ends gives way to the one before it. */
function againWords(dial: Dial | undefined, before: Dial | undefined): string {
  if (dial?.until_ms == null || before === undefined) return 'Before';
  const isOver = before.until_ms !== null && before.until_ms <= dial.until_ms;
  return isOver ? 'Before' : 'Before, and again after that';
}

function sayWrapped(lines: readonly string[], { session, surroundings }: DialPage): void {
  session.say(...lines.map((line) => wrap(line, widthOf(surroundings.stdout), '')));
}

/** What follows the command, to say again what held before. */
function commandFor({ kind, subject }: DialSubject, before: Dial | undefined): string {
  const isPlain = /^[\p{L}\p{N}_.@:-]+$/u.test(subject) && !(kind === 'tag' && /\./.test(subject));
  const name = isPlain ? subject : `'${kind === 'tag' ? '#' : ''}${subject}'`;
  if (before === undefined) return `${name} usual`;
  const end = before.until_ms === null ? '' : ` --until ${isoOf(before.until_ms as EpochMs)}`;
  return `${name} ${before.word.replace(' ', '-')}${end}`;
}

/** A word goes with whoever moves: of whom it was said. */
function movedWords({ subject, said_of }: Dial): string {
  return said_of === subject ? '' : ` (said of @${printable(said_of)}, who moved)`;
}

function wordsOf(dial: Dial, { timezone }: DialPage): string {
  const { word, until_ms } = dial;
  const since = `since ${momentWords(dial.said_at_ms, timezone)}${movedWords(dial)}`;
  if (until_ms === null) return `${word}, ${since}`;
  const until = momentWords(until_ms, timezone);
  return word === 'not until' ? `${word} ${until}, ${since}` : `${word}, ${since}, until ${until}`;
}

function documentOf({ kind, subject, word, said_at_ms, until_ms, said_of }: Dial) {
  return {
    kind,
    subject,
    word,
    since: isoOf(said_at_ms as EpochMs),
    until: until_ms === null ? null : isoOf(until_ms as EpochMs),
    ...(said_of === subject ? {} : { said_of }),
  };
}

function heldDocument({ subject, dial, reach }: Held) {
  const { kind, subject: name } = subject;
  const usual = { kind, subject: name, word: 'usual' as const, since: null, until: null };
  const held = dial === undefined ? usual : documentOf(dial);
  return {
    ...held,
    factor: DIAL_FACTORS[held.word],
    unseen: reach.posts,
    ...(subject.kind === 'account'
      ? { boosted: reach.boosted, boosted_by_them_alone: reach.boosted_alone }
      : {}),
  };
}
