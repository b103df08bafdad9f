import { DAY_MS, type EpochMs, type Time } from '../core/clock.ts';
import type { Trouble } from '../http/server.ts';
import type { Database } from '../store/database.ts';
import { openIntake } from '../store/intake.ts';
import { openLogins } from '../store/logins.ts';
import { openOnceRuns } from '../store/once_runs.ts';
import { openStats } from '../store/stats.ts';

/** What is wrong where a page alone is served, as far as the file tells. */
export function openServeHealth(database: Database, time: Time): () => readonly Trouble[] {
  const { lastArrivedMs } = openIntake(database);
  const logins = openLogins(database);
  const byCron = openCronHealth(database);
  return () => {
    if (logins.all().length === 0) return NOBODY;
    const told = byCron();
    return told.some(({ what }) => what === UNREAD)
      ? told
      : [...told, ...silence(lastArrivedMs(), time)];
  };
}

const UNREAD = 'Nothing new comes in';

/** What cron's last run could not do, until that is done by whomever. */
function openCronHealth(database: Database): () => readonly Trouble[] {
  const runs = openOnceRuns(database);
  const stats = openStats(database);
  return () => {
    const run = runs.last();
    if (run === undefined) return [];
    const { unread, undrawn, sinceMs, atMs } = run;
    const isStill = (doneMs: number | undefined) => (doneMs ?? 0) < atMs;
    const troubles: Trouble[] = [];
    if (unread !== null && isStill(stats.lastHeardMs()))
      troubles.push({ what: UNREAD, sinceMs: sinceMs as EpochMs, remedy: `${unread}.` });
    if (undrawn !== null && isStill(stats.lastEdition()?.drawn_at_ms))
      troubles.push({
        what: `The night’s edition could not be drawn: ${undrawn}`,
        remedy: 'It is tried again when cron comes, each ten minutes.',
      });
    return troubles;
  };
}

const NOBODY: readonly Trouble[] = [
  {
    what: 'Nobody is logged in here',
    remedy: 'Type "driftline login" with the name of your server, then "driftline run".',
  },
];

/** The page alone cannot know why nothing comes in, only that nothing does. */
function silence(lastArrivalMs: EpochMs | null, time: Time): readonly Trouble[] {
  if (lastArrivalMs !== null && time.now() - lastArrivalMs < DAY_MS) return [];
  return [
    {
      what: 'Nothing new has come in',
      ...(lastArrivalMs === null ? {} : { sinceMs: lastArrivalMs }),
      remedy: 'Start "driftline run" or "driftline ingest"; "driftline doctor" says what is wrong.',
    },
  ];
}
