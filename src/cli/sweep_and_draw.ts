import { counted } from '../core/counted.ts';
import { DriftlineError } from '../core/errors.ts';
import { ingestOnce } from '../ingest/ingest.ts';
import type { Database } from '../store/database.ts';
import { takeIngestLock } from '../store/lock.ts';
import { type OnceRun, openOnceRuns } from '../store/once_runs.ts';
import { openStats } from '../store/stats.ts';
import { needAccess, withRemedy } from './access.ts';
import { type DrawnOnce, drawOnce } from './draw_once.ts';
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
    let handedOver: Promise<unknown>;
    try {
      const drawing = openDrawing(database, session, surroundings);
      const swept = await sweep(database, drawing.afterSweep, session, surroundings);
      const drawn = await drawing.done();
      const [unread, undrawn] = ['why' in swept ? swept.why : null, drawn.undrawn ?? null];
      note({ unread, undrawn }, database, session, surroundings);
      say({ swept, ...drawn }, session);
      surroundings.failQuietly(unread !== null || undrawn !== null);
      handedOver = drawn.handedOver;
    } finally {
      lock.release();
    }
    await handedOver;
  } finally {
    database.close();
  }
}

/** For the page that another process serves; a full disk takes no note. */
function note(run: OnceRun, database: Database, { log }: Session, { time }: Surroundings): void {
  try {
    openOnceRuns(database).note(run, time.now());
  } catch (error) {
    if (!(error instanceof DriftlineError)) throw error;
    log.warn('ingest.not_noted', { why: error.message });
  }
}

/**
 * Draws once: when the home is swept and before holes are read back, or without that in the end.
 * What fails is told there alone.
 */
function openDrawing(database: Database, session: Session, surroundings: Surroundings) {
  const heardBeforeMs = openStats(database).lastHeardMs();
  let drawn: Promise<DrawnOnce> | undefined;
  const draw = (isWhole: boolean) => {
    drawn ??= drawOnce({ database, isWhole, heardBeforeMs }, session, surroundings);
    return drawn;
  };
  return {
    afterSweep: async () => void (await draw(true).catch(() => {})),
    done: () => draw(false),
  };
}

/** What it brought, or why the home could not be read, which the log says too. */
async function sweep(
  database: Database,
  afterSweep: () => Promise<void>,
  session: Session,
  surroundings: Surroundings,
) {
  try {
    const access = await needAccess(session, surroundings);
    try {
      const deps = ingestDeps(database, access, session, surroundings);
      return await ingestOnce(deps, afterSweep);
    } catch (error) {
      throw withRemedy(error, access);
    }
  } catch (error) {
    if (surroundings.stopped.aborted || !(error instanceof DriftlineError)) throw error;
    session.log.warn('ingest.ended', { why: error.message });
    return { why: error.message };
  }
}

interface Done {
  readonly swept: Awaited<ReturnType<typeof sweep>>;
  readonly editions: readonly number[];
}

function say({ swept, editions }: Done, session: Session): void {
  const isRead = 'arrived' in swept;
  if (session.asJson) {
    const { entries, arrived } = isRead ? swept : { entries: null, arrived: null };
    session.answer({ entries, arrived, editions });
    return;
  }
  session.say(
    ...(!isRead
      ? []
      : [`${swept.arrived} new of ${counted(swept.entries, 'entry', 'entries')} of your home.`]),
    ...editions.map((edition) => `Edition ${edition} is drawn: driftline edition ${edition}`),
  );
}
