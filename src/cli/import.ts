import type { Command } from 'commander';
import { counted } from '../core/counted.ts';
import { DriftlineError } from '../core/errors.ts';
import type { ImportReport } from '../ingest/import_recording.ts';
import { openSession, type Session } from './session.ts';
import type { Surroundings } from './surroundings.ts';
import { textLines } from './text_lines.ts';

export function define(command: Command, surroundings: Surroundings): void {
  command
    .argument('<file>', 'the recording, JSON lines; - reads standard input')
    .action((file: string) => importFile(command, surroundings, file));
}

async function importFile(
  command: Command,
  surroundings: Surroundings,
  file: string,
): Promise<void> {
  const session = openSession(command, surroundings);
  const { files, stdin, stopped } = surroundings;
  // Before the database is made: a wrong name must not leave an empty one behind.
  if (file !== '-' && !files.exists(file)) {
    throw new DriftlineError('not_found', `there is no file ${file}: name a recording, or -`);
  }
  const pieces = await begun(file === '-' ? stdin() : files.readPieces(file));
  const database = await session.openDatabase('make');
  try {
    const { importRecording } = await import('../ingest/import_recording.ts');
    const report = await importRecording({
      database,
      lines: untilAborted(textLines(pieces), stopped),
      onProgress: progressOn(surroundings),
    });
    if (surroundings.stderr.isTerminal) surroundings.stderr.write('\n');
    say(report, session, surroundings);
    // What goes in beside broken lines is a success; nothing at all is none.
    const wentIn = Object.values(report.events).reduce((sum, times) => sum + times, 0);
    surroundings.failQuietly(wentIn === 0 && report.examples.length > 0);
  } finally {
    database.close();
  }
}

/** How every SQLite file begins: https://www.sqlite.org/fileformat.html, 1.3 */
const SQLITE_HEAD = 'SQLite format 3\0';
/** RFC 1952, 2.3.1 */
const GZIP_HEAD = [0x1f, 0x8b];

/** The same pieces, of which the first has been read: what cannot be read throws here. */
async function begun(pieces: AsyncIterable<Uint8Array>): Promise<AsyncIterable<Uint8Array>> {
  const reading = pieces[Symbol.asyncIterator]();
  const first = await reading.next();
  const head = new TextDecoder().decode(first.value?.subarray(0, SQLITE_HEAD.length));
  if (head === SQLITE_HEAD)
    throw new DriftlineError(
      'invalid',
      'that is a database and no recording: "driftline restore FILE" puts a copy in place, "driftline export --db FILE" makes a recording of it',
    );
  if (GZIP_HEAD.every((byte, at) => byte === first.value?.[at]))
    throw new DriftlineError(
      'invalid',
      'that is packed by gzip: "gunzip -c FILE | driftline import -" takes it in',
    );
  return (async function* () {
    if (!first.done) yield first.value;
    yield* { [Symbol.asyncIterator]: () => reading };
  })();
}

/** What was written stays written: the same file can be imported again, and goes on. */
async function* untilAborted(
  lines: AsyncIterable<string>,
  stopped: AbortSignal,
): AsyncGenerator<string, void> {
  for await (const line of lines) {
    stopped.throwIfAborted();
    yield line;
  }
}

const PROGRESS_EVERY_LINES = 5_000;

function progressOn({ stderr }: Surroundings): (lines: number) => void {
  let said = 0;
  return (lines) => {
    if (lines - said < PROGRESS_EVERY_LINES) return;
    said = lines;
    stderr.write(stderr.isTerminal ? `\r${counted(lines, 'line')}` : `${counted(lines, 'line')}\n`);
  };
}

function say(report: ImportReport, session: Session, { stderr }: Surroundings): void {
  for (const { line, reason } of report.examples) stderr.write(`line ${line}: ${reason}\n`);
  if (session.asJson) {
    session.answer(report);
    return;
  }
  const events = Object.entries(report.events).map(([event, times]) => `  ${times} × ${event}`);
  const refused = Object.entries(report.refused).map(
    ([reason, times]) => `  ${times} kept out: ${reason}`,
  );
  session.say(`${counted(report.lines, 'line')} read.`, ...events, ...refused);
}
