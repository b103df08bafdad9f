import { DriftlineError } from '../core/errors.ts';
import { type ReadLine, type RecordingEvent, readRecordingLine } from '../core/recording.ts';
import type { Database } from '../store/database.ts';
import { type HeldLines, openHeldLines } from '../store/held_lines.ts';
import { openRefusals } from '../store/refusals.ts';
import { openHistory } from './history.ts';

/** What became of a recording's lines. */
export interface ImportReport {
  readonly lines: number;
  /** How many lines of each event went in. */
  readonly events: Readonly<Record<string, number>>;
  /** What was not let in, by its reason. */
  readonly refused: Readonly<Record<string, number>>;
  /** The first of them, with their line numbers. */
  readonly examples: readonly { readonly line: number; readonly reason: string }[];
}

export interface ImportRequest {
  readonly database: Database;
  /** One JSON object each, without line breaks. */
  readonly lines: AsyncIterable<string>;
  readonly onProgress?: (lines: number) => void;
}

const LINES_A_TRANSACTION = 200; // performance.md, section 1
const EXAMPLES_MAX = 20;
const SAMPLE_CHARACTERS = 200;

/**
 * Files a recording, whatever the order of its lines. One broken line never stops the rest: it is
 * reported with its number. Importing a file twice changes nothing. Throws DriftlineError('storage')
 * where the database cannot be written.
 */
export async function importRecording(request: ImportRequest): Promise<ImportReport> {
  const { database } = request;
  const held = openHeldLines(database);
  const history = openHistory(database);
  const tally = openTally();
  const write = (lines: readonly NumberedLine[], isHeld: boolean) =>
    database.transaction(() => {
      for (const line of lines) fileLine(line, { history, held, isHeld, tally });
    });
  try {
    const number = await writeInTurn(request, (lines) => write(lines, false));
    for (const lines of held.inOrder(LINES_A_TRANSACTION)) write(lines, true);
    history.settle();
    openRefusals(database).keep(tally.refusals());
    return tally.report(number);
  } finally {
    held.close();
  }
}

interface NumberedLine {
  readonly number: number;
  readonly line: string;
}

/** Gives how many lines there were. */
async function writeInTurn(
  { lines, onProgress }: ImportRequest,
  write: (lines: readonly NumberedLine[]) => void,
): Promise<number> {
  let gathered: NumberedLine[] = [];
  let number = 0;
  const flush = () => {
    write(gathered);
    gathered = [];
    onProgress?.(number);
  };
  for await (const line of lines) {
    number += 1;
    if (line.trim() !== '') gathered.push({ number, line });
    if (gathered.length >= LINES_A_TRANSACTION) flush();
  }
  flush();
  return number;
}

/** What may come in any order; all else is about these, or about one another. */
const AT_ONCE: ReadonlySet<RecordingEvent> = new Set([
  ...(['owner', 'update', 'status.update', 'snapshot', 'delete', 'hole'] as const),
]);

interface Filing {
  readonly history: ReturnType<typeof openHistory>;
  readonly held: HeldLines;
  /** The line was held, and its turn has come. */
  readonly isHeld: boolean;
  readonly tally: Tally;
}

function fileLine({ number, line: text }: NumberedLine, filing: Filing): void {
  const { history, held, isHeld, tally } = filing;
  try {
    const line: ReadLine = readRecordingLine(text);
    if ('unknownEvent' in line) {
      tally.refuse(number, `unknown event "${line.unknownEvent.slice(0, 40)}"`, text);
      return;
    }
    const { event, atMs } = line;
    const isKnown = (isHeld || AT_ONCE.has(event)) && history.file(line);
    if (isHeld || isKnown) tally.count(event);
    else held.hold(text, { at: atMs, isExposure: event === 'exposure', number });
  } catch (error) {
    if (!(error instanceof DriftlineError) || error.code !== 'invalid') throw error;
    tally.refuse(number, error.message, text);
  }
}

type Tally = ReturnType<typeof openTally>;

function openTally() {
  const events: Record<string, number> = {};
  const refused = new Map<string, { times: number; readonly sample: string }>();
  const examples: { line: number; reason: string }[] = [];
  return {
    count(event: string): void {
      events[event] = (events[event] ?? 0) + 1;
    },
    refuse(line: number, reason: string, text: string): void {
      // Without ids, so that equal reasons can be counted.
      const plain = reason.replace(/^(status|boost|account) [^\s:]+/, '$1');
      const known = refused.get(plain) ?? { times: 0, sample: text.slice(0, SAMPLE_CHARACTERS) };
      known.times += 1;
      refused.set(plain, known);
      if (examples.length < EXAMPLES_MAX) examples.push({ line, reason });
    },
    refusals: () => [...refused].map(([reason, { times, sample }]) => ({ reason, times, sample })),
    report: (lines: number): ImportReport => ({
      lines,
      events,
      refused: Object.fromEntries([...refused].map(([reason, { times }]) => [reason, times])),
      examples,
    }),
  };
}
