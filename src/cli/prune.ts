import { dirname } from 'node:path';
import type { Command } from 'commander';
import { DriftlineError } from '../core/errors.ts';
import type { Database } from '../store/database.ts';
import { bytesWords } from './byte_words.ts';
import { feedsOfNights } from './due_nights.ts';
import { openProgressBar } from './progress_bar.ts';
import { openSession, type Session } from './session.ts';
import type { Surroundings } from './surroundings.ts';
import { goneWords, keepStore, type UpkeepReport } from './upkeep.ts';

export function define(command: Command, surroundings: Surroundings): void {
  command
    .option('--compact', 'write the whole file anew afterwards; nothing may run meanwhile')
    .addHelpText('after', '\n"driftline run" does this each night, after the draw.')
    .action((options: { readonly compact?: boolean }) =>
      prune(command, surroundings, options.compact === true),
    );
}

async function prune(
  command: Command,
  surroundings: Surroundings,
  isCompacting: boolean,
): Promise<void> {
  const session = openSession(command, surroundings);
  const config = await session.config();
  const database = await session.openDatabase('must exist');
  const { stderr, time, stopped } = surroundings;
  try {
    const { openLastChances } = await import('../rank/last_chances.ts');
    const bar = openProgressBar(stderr, 'posts looked at');
    try {
      const report = await keepStore({
        database,
        keep: config.keep,
        time,
        stopped,
        dueLastChances: openLastChances(database, feedsOfNights(config)),
        onProgress: bar.move,
      });
      bar.end();
      const rewritten = isCompacting ? await compact(database, session, surroundings) : undefined;
      answer(report, rewritten, session);
    } catch (error) {
      bar.end();
      if (stopped.aborted) stderr.write('Stopped. The same command goes on where it ended.\n');
      throw error;
    }
  } finally {
    database.close();
  }
}

/** Gives the file its least size; bytes given back by that. */
async function compact(
  database: Database,
  { databaseFile }: Session,
  { files }: Surroundings,
): Promise<number> {
  const [{ takeIngestLock }, { openSpace }] = await Promise.all([
    import('../store/lock.ts'),
    import('../store/space.ts'),
  ]);
  const lock = takeIngestLock(databaseFile);
  try {
    const space = openSpace(database);
    const before = space.measure();
    const wanted = 2 * (before.fileBytes - before.freeBytes); // the copy, and the log of it
    const folder = dirname(databaseFile);
    if (files.freeBytes(folder) < wanted) {
      throw new DriftlineError(
        'storage',
        `--compact needs ${bytesWords(wanted)} where ${databaseFile} is: make room there first`,
      );
    }
    space.rewrite();
    return before.fileBytes - space.measure().fileBytes;
  } finally {
    lock.release();
  }
}

function answer(report: UpkeepReport, rewritten: number | undefined, session: Session): void {
  const { packed, packedBytes, pruned, unseen, lastChances, waiting, freeBytes } = report;
  const givenBack = report.givenBackBytes + (rewritten ?? 0);
  const isFree = rewritten === undefined ? freeBytes : 0;
  if (session.asJson) {
    session.answer({
      pruned,
      never_seen: unseen,
      last_chances: lastChances.length,
      last_chance_editions: [...new Set(lastChances)].toSorted((a, b) => a - b),
      waiting_for_last_chance: waiting,
      packed,
      packed_bytes: packedBytes,
      given_back_bytes: givenBack,
      free_bytes: isFree,
      file_bytes: report.fileBytes - (rewritten ?? 0),
    });
    return;
  }
  const { before, after } = packedBytes;
  session.say(
    goneWords(report),
    packed === 0
      ? 'Nothing was old enough to be packed.'
      : `${packed} packed: ${bytesWords(before)} of text now take ${bytesWords(after)}.`,
    ...spaceLines(report, givenBack, isFree),
  );
}

const WORTH_A_WORD = 1e6;

function spaceLines(
  { isShortening }: UpkeepReport,
  givenBack: number,
  isFree: number,
): readonly string[] {
  const given = givenBack > 0 ? [`The disk has ${bytesWords(givenBack)} back.`] : [];
  if (isFree < WORTH_A_WORD || isShortening) return given;
  return [
    ...given,
    `${bytesWords(isFree)} inside the file are free, and filled again by what comes;`,
    '"driftline prune --compact" gives them to the disk.',
  ];
}
