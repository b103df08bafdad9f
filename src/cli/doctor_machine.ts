import { type EpochMs, HOUR_MS, isoOf, MINUTE_MS } from '../core/clock.ts';
import type { Config } from '../core/config.ts';
import { bytesInCache } from '../http/media/cache_room.ts';
import { agoWords } from '../http/web/time_words.ts';
import type { Database } from '../store/database.ts';
import { openDoctor } from '../store/doctor.ts';
import { openIngestState, STREAM_SHUT } from '../store/ingest_state.ts';
import { isIngestedInto } from '../store/lock.ts';
import { openServedPage } from '../store/served_page.ts';
import { openStats } from '../store/stats.ts';
import { bytesWords } from './byte_words.ts';
import { loginsInUse } from './clock_ahead.ts';
import type { Check } from './doctor_checks.ts';
import { servedPage } from './page_served.ts';
import { isOfReplaced } from './replaced.ts';
import type { Session } from './session.ts';
import type { Surroundings } from './surroundings.ts';

/** The stream pings each half minute, and a poll comes as often. */
const HEARD_MAX_MS = 5 * MINUTE_MS;
/** One's own cron comes twice a day at least. */
const SWEPT_MAX_MS = 13 * HOUR_MS;
/** That of "driftline service" comes each ten minutes, and may take as long. */
const SWEPT_BY_SERVICE_MAX_MS = 30 * MINUTE_MS;

/** What serves the page of this database, and says of itself; undefined: nothing does. */
export type Served = Awaited<ReturnType<typeof servedPage>>;

export function servedNow(
  database: Database,
  session: Session,
  surroundings: Surroundings,
): Promise<Served> {
  return servedPage(openServedPage(database).last(), session, surroundings);
}

/** What a Driftline that runs knows to be wrong: no file tells that its login was refused, say. */
export function checkRunning(served: Served): readonly Check[] {
  return troublesOf(served).map(({ what, remedy }) => ({
    name: 'running',
    ok: false,
    detail: `${what.charAt(0).toLowerCase()}${what.slice(1)}`,
    remedy,
  }));
}

function troublesOf(served: Served) {
  return (served?.troubles ?? []).filter((trouble) => !isOfReplaced(trouble)); // see "versions"
}

interface Listening {
  readonly served: Served;
  /** By the lines of "driftline service". */
  readonly isByCron: boolean;
}

/** Whether the stream, or the poll beside it, is alive; or whether cron comes. */
export function checkStream(
  database: Database,
  { served, isByCron }: Listening,
  { time }: Surroundings,
): Check {
  const name = 'stream';
  const nowMs = time.now();
  const heard = openStats(database).lastHeard();
  const isRunning = isIngestedInto(database.file);
  const start = isByCron
    ? 'Wait ten minutes for its next run; if none comes, look whether cron runs here.'
    : 'Start "driftline run", or have it run by itself: "driftline service".';
  if (heard === undefined) {
    const detail = isRunning ? 'a server is not heard yet' : 'no server was ever listened to';
    return { name, ok: isRunning, detail, remedy: isRunning ? null : start };
  }
  const agoMs = Math.max(0, nowMs - heard.atMs);
  const how = heard.how === 'stream' ? 'by the stream' : 'by a poll';
  const detail = `the server was last heard ${how} ${agoWords(heard.atMs, nowMs)}, at ${isoOf(heard.atMs as EpochMs)}`;
  if (isRunning) {
    const ok = agoMs < HEARD_MAX_MS;
    const remedy =
      troublesOf(served).length > 0
        ? 'See "running" below.'
        : 'Wait for the server, or look at the log: Driftline keeps trying by itself.';
    const shut = whyShut(database);
    const polled =
      shut === '' ? '' : `; nothing comes by its stream (${shut}), so it is polled instead`;
    return { name, ok, detail: `${detail}${polled}`, remedy: ok ? null : remedy };
  }
  const ok = agoMs < (isByCron ? SWEPT_BY_SERVICE_MAX_MS : SWEPT_MAX_MS);
  const who = isByCron ? 'cron collects' : 'nothing listens now';
  return { name, ok, detail: `${who}; ${detail}`, remedy: ok ? null : start };
}

function whyShut(database: Database): string {
  const state = openIngestState(database);
  const found = loginsInUse(database).map((loginKey) => state.find(loginKey, STREAM_SHUT)?.value);
  return found.find((why) => why !== undefined) ?? '';
}

/** Pictures are bounded; what stands beside the bound is not ours, or another Driftline's. */
export async function checkMedia(config: Config, { mediaFolder }: Session): Promise<Check> {
  const name = 'media';
  const { cacheBytes } = config.media;
  if (cacheBytes === 0) return { name, ok: true, detail: 'no pictures are kept', remedy: null };
  const bytes = await bytesInCache(mediaFolder);
  // Each process that writes there may pass it by a twentieth.
  const ok = bytes <= cacheBytes * 1.2;
  const detail = `${bytesWords(bytes)} of ${bytesWords(cacheBytes)} of pictures, in ${mediaFolder}`;
  const remedy = `Delete ${mediaFolder}: pictures are fetched again when they are looked at.`;
  return { name, ok, detail, remedy: ok ? null : remedy };
}

/** What a report of a mistake should say, and whether what runs is of these. */
export function checkVersions(
  database: Database,
  served: Served,
  { version, machine }: Surroundings,
): Check {
  const { sqlite, schema } = openDoctor(database).versions();
  const here = `Driftline ${version}, Node ${machine.nodeVersion}, SQLite ${sqlite}, schema ${schema}`;
  const remedy = served?.troubles.find(isOfReplaced)?.remedy ?? null;
  const detail = remedy === null ? here : `${here}; what runs is another version`;
  return { name: 'versions', ok: remedy === null, detail, remedy };
}
