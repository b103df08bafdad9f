import { DriftlineError } from '../core/errors.ts';
import { type ReadLine, type RecordingLine, readRecordingLine } from '../core/recording.ts';
import type { Database } from '../store/database.ts';
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
 * Files a recording. One broken line never stops the rest: it is reported with its number.
 * Importing a file twice changes nothing. Throws DriftlineError('storage') where the database
 * cannot be written.
 */
export async function importRecording({
  database,
  lines,
  onProgress,
}: ImportRequest): Promise<ImportReport> {
  const history = openHistory(database);
  const tally = openTally();
  let gathered: { readonly number: number; readonly text: string }[] = [];
  let number = 0;
  const write = () => {
    const batch = gathered;
    gathered = [];
    database.transaction(() => {
      for (const line of batch) fileLine(line, history.file, tally);
    });
    onProgress?.(number);
  };
  for await (const text of lines) {
    number += 1;
    if (text.trim() !== '') gathered.push({ number, text });
    if (gathered.length >= LINES_A_TRANSACTION) write();
  }
  write();
  history.settle();
  openRefusals(database).keep(tally.refusals());
  return tally.report(number);
}

function fileLine(
  { number, text }: { readonly number: number; readonly text: string },
  file: (line: RecordingLine) => void,
  tally: Tally,
): void {
  try {
    const line: ReadLine = readRecordingLine(text);
    if ('unknownEvent' in line) {
      tally.refuse(number, `unknown event "${line.unknownEvent.slice(0, 40)}"`, text);
      return;
    }
    file(line);
    tally.count(line.event);
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
