import { counted } from '../core/counted.ts';
import { DriftlineError } from '../core/errors.ts';
import { ingestOnce } from '../ingest/ingest.ts';
import type { Database } from '../store/database.ts';
import { takeIngestLock } from '../store/lock.ts';
import { openStats } from '../store/stats.ts';
import { needAccess, withRemedy } from './access.ts';
import { drawOnce } from './draw_once.ts';
import { ingestDeps } from './ingest_wiring.ts';
import type { Session } from './session.ts';
import type { Surroundings } from './surroundings.ts';

/**
 * `driftline ingest --once --draw`, which a crontab calls in the place of `driftline run`: a sweep,
 * and what is due by then. Where the home cannot be read, that is drawn from what is stored; it is
 * logged, and the exit code is 1.
 */
export async function sweepAndDraw(session: Session, surroundings: Surroundings): Promise<void> {
  const { databaseFile } = session;
  // Who never logged in has nothing to draw from, and no file is made for them.
  if (!surroundings.files.exists(databaseFile)) await needAccess(session, surroundings);
  const database = await session.openDatabase('make');
  try {
    const lock = takeIngestLock(databaseFile);
    let drawn: Awaited<ReturnType<typeof drawOnce>>;
    try {
      const heardBeforeMs = openStats(database).lastHeardMs();
      const swept = await sweep(database, session, surroundings);
      drawn = await drawOnce(
        { database, isWhole: swept !== undefined, heardBeforeMs },
        session,
        surroundings,
      );
      say({ swept, ...drawn }, session);
      surroundings.failQuietly(swept === undefined || drawn.hasFailed);
    } finally {
      lock.release();
    }
    await drawn.handedOver;
  } finally {
    database.close();
  }
}

/** What it brought; undefined: the home could not be read, and the log says why. */
async function sweep(database: Database, session: Session, surroundings: Surroundings) {
  try {
    const access = await needAccess(session, surroundings);
    try {
      return await ingestOnce(ingestDeps(database, access, session, surroundings));
    } catch (error) {
      throw withRemedy(error, access);
    }
  } catch (error) {
    if (surroundings.stopped.aborted || !(error instanceof DriftlineError)) throw error;
    session.log.warn('ingest.ended', { why: error.message });
    return undefined;
  }
}

interface Done {
  readonly swept: Awaited<ReturnType<typeof ingestOnce>> | undefined;
  readonly editions: readonly number[];
}

function say({ swept, editions }: Done, session: Session): void {
  if (session.asJson) {
    const { entries = null, arrived = null } = swept ?? {};
    session.answer({ entries, arrived, editions });
    return;
  }
  session.say(
    ...(swept === undefined
      ? []
      : [`${swept.arrived} new of ${counted(swept.entries, 'entry', 'entries')} of your home.`]),
    ...editions.map((edition) => `Edition ${edition} is drawn: driftline edition ${edition}`),
  );
}
