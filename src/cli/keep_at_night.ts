import type { EpochMs } from '../core/clock.ts';
import type { Config } from '../core/config.ts';
import type { Database } from '../store/database.ts';
import { feedsOfNights } from './due_nights.ts';
import type { Session } from './session.ts';
import { mustHaveSettings } from './settings_there.ts';
import type { Surroundings } from './surroundings.ts';
import { goneWords, keepStore } from './upkeep.ts';

interface Keeping {
  readonly database: Database;
  readonly config: Config;
  readonly stopped: AbortSignal;
}

/** What `driftline prune` does, beside ingest and pages; a stop ends it between two bites. */
export async function keepAtNight(
  { database, config, stopped }: Keeping,
  session: Session,
  surroundings: Surroundings,
): Promise<void> {
  const { log, databaseFile } = session;
  const { time, lastChancesAside } = surroundings;
  mustHaveSettings(session, surroundings);
  const { keep } = config;
  const dueIn = feedsOfNights(config);
  const dueLastChances = (nowMs: EpochMs) => lastChancesAside({ file: databaseFile, dueIn, nowMs });
  try {
    const report = await keepStore({ database, keep, time, stopped, dueLastChances });
    const { packed, pruned, unseen, lastChances, waiting, fileBytes } = report;
    const chances = lastChances.length;
    const figures = { packed, pruned, unseen, last_chances: chances, waiting };
    log.info('keep.done', { ...figures, file_bytes: fileBytes, words: goneWords(report) });
  } catch (error) {
    if (!stopped.aborted) throw error;
  }
}
