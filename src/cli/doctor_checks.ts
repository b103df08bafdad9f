import { DAY_MS, type EpochMs, HOUR_MS, isoOf, MINUTE_MS } from '../core/clock.ts';
import { counted } from '../core/counted.ts';
import { KEEP_DAYS } from '../core/feed.ts';
import { standingWords } from '../core/hole_words.ts';
import { agoWords, spanWords } from '../http/web/time_words.ts';
import { FOLLOWS } from '../ingest/asking.ts';
import { unlistedFollows } from '../ingest/follow_list.ts';
import { openAfterDraws } from '../store/after_draws.ts';
import { firstDamage } from '../store/damage.ts';
import type { Database } from '../store/database.ts';
import { openDoctor } from '../store/doctor.ts';
import { openFeedEditions } from '../store/feed_editions.ts';
import { openIngestState } from '../store/ingest_state.ts';
import { openIntake } from '../store/intake.ts';
import { type Login, openLogins } from '../store/logins.ts';
import { openPruning } from '../store/pruning.ts';
import { openStats, type Stats } from '../store/stats.ts';
import { clockAheadMs, confirmedMs, loginsInUse } from './clock_ahead.ts';
import { absences, answers, cutLists, isUntold, rights } from './doctor_answers.ts';
import { checkTexts } from './doctor_texts.ts';
import { measureTurnover } from './turnover.ts';

export interface Check {
  readonly name: string;
  readonly ok: boolean;
  readonly detail: string;
  readonly remedy: string | null;
}

interface Occasion {
  readonly nowMs: EpochMs;
  /** Whose login there is now. */
  readonly server?: string | undefined;
  /** How long bodies are kept. */
  readonly keepDays?: number | undefined;
  /** Whether the settings name a command for after the draw: one taken out fails no more. */
  readonly hasAfterDraw?: boolean;
  /** Most days from one draw that is made by itself to the next. */
  readonly daysBetweenDraws?: number | undefined;
  /** Whether something collects now, and so reads holes. */
  readonly isIngesting?: boolean;
}

const RESTORE = 'Bring back your latest backup: "driftline restore FILE".';

/** Everything the database can tell, the worst first. */
export function checkDatabase(database: Database, occasion: Occasion): readonly Check[] {
  const { nowMs, server, keepDays = KEEP_DAYS, daysBetweenDraws } = occasion;
  const { hasAfterDraw = true, isIngesting = false } = occasion;
  const stats = openStats(database);
  const damage = firstDamage(database, 'quick_check');
  if (damage !== undefined) {
    const detail = `${database.file} is damaged: ${damage}`;
    return [check('database', false, detail, RESTORE)];
  }
  return [
    check('database', true, database.file, null),
    ...checkTexts(database),
    rights(database),
    ...answers(database, nowMs),
    ...cutLists(database),
    ...absences(database, nowMs),
    ...unlisted(database),
    lastArrival(database, nowMs),
    holes(stats, server, {
      beingReadFromMs: isIngesting ? nowMs - READ_WITHIN_MS : undefined,
      areFollowsUntold:
        isUntold(database, FOLLOWS) && !openLogins(database).all().some(hasFollows(server)),
    }),
    clock(database),
    lastEdition(stats, nowMs, daysBetweenDraws),
    ownFeeds(database, nowMs),
    keeping(database, confirmedMs(database, nowMs), keepDays),
    ...(hasAfterDraw ? afterDraw(database) : []),
  ];
}

function check(name: string, ok: boolean, detail: string, remedy: string | null): Check {
  return { name, ok, detail, remedy: ok ? null : remedy };
}

/** Whoever is not in the list is a stranger here; no check where all are. */
function unlisted(database: Database): readonly Check[] {
  const state = openIngestState(database);
  const people = loginsInUse(database).reduce(
    (sum, loginKey) => sum + unlistedFollows({ state, loginKey }),
    0,
  );
  if (people === 0) return [];
  const who = counted(people, 'person', 'people');
  const detail = `your server does not list ${who} whom you follow: they count as strangers`;
  const remedy = 'It is asked again every six hours; what their posts bring to your home is kept.';
  return [check('follows', false, detail, remedy)];
}

const SILENCE_MAX_MS = 6 * HOUR_MS; // someone who follows hundreds hears more often
/** Whoever follows few waits longer: nights and weekends hold so many entries of theirs. */
const SILENCE_ENTRIES = 10;

/** How long nothing came before the server was heard last: one's own cron may come twice a day. */
function lastArrival(database: Database, nowMs: EpochMs): Check {
  const intake = openIntake(database);
  const atMs = intake.lastArrivedMs();
  const remedy = 'Start "driftline run", or "driftline ingest" beside your own schedule.';
  const heard = openStats(database).lastHeard();
  if (atMs === null) {
    const ok = heard !== undefined; // a home may be empty
    const since = ok ? `; the server was heard ${agoWords(heard.atMs, nowMs)}` : '';
    return check('arrivals', ok, `nothing has come in yet${since}`, remedy);
  }
  const detail = `the latest came ${agoWords(atMs, nowMs)}, at ${isoOf(atMs)}`;
  const silentMs = Math.min(nowMs, heard?.atMs ?? nowMs) - atMs;
  if (silentMs < SILENCE_MAX_MS) return check('arrivals', true, detail, remedy);
  const perDay = measureTurnover(intake, nowMs)?.perDay;
  const isUsual = perDay !== undefined && silentMs * perDay < SILENCE_ENTRIES * DAY_MS;
  return check('arrivals', isUsual, detail, remedy);
}

/** A hole is read in minutes to hours; one that stays open for days is not read. */
const READ_WITHIN_MS = 3 * DAY_MS;

function hasFollows(server: string | undefined) {
  return (login: Login) =>
    login.followsCompleteAtMs !== null && (server === undefined || login.server === server);
}

interface Reading {
  /** Holes that ended later are being read; undefined: nothing reads. */
  readonly beingReadFromMs: number | undefined;
  /** Then there are no pages to read. */
  readonly areFollowsUntold: boolean;
}

function holes(
  stats: Stats,
  server: string | undefined,
  { beingReadFromMs, areFollowsUntold }: Reading,
): Check {
  const here = (hole: { readonly server: string }) =>
    server === undefined || hole.server === server;
  const all = stats.holes().filter(here);
  const left = stats.holes().filter((hole) => !here(hole) && hole.state === 'open');
  // Nobody can read on where the owner is logged in no more.
  const elsewhere =
    left[0] === undefined
      ? ''
      : `; ${left.length} at ${new URL(left[0].server).host}, which you left, will stay open`;
  const open = all.filter(({ state }) => state === 'open');
  const [first] = open;
  const crawled = all.filter(({ state }) => state === 'crawled').length;
  if (first === undefined) {
    const unproven = `${counted(crawled, 'hole')} of the past could be filled only in part`;
    const none = crawled === 0 ? 'none is open' : `none is open; ${unproven}`;
    return check('holes', true, `${none}${elsewhere}`, null);
  }
  const since = isoOf(first.from_ms as EpochMs);
  const detail = `${open.length} open, the earliest since ${since}: ${standingWords(first)}${elsewhere}`;
  if (first.hasEnded && areFollowsUntold) {
    const waits = 'your server has not told whom you follow, and it waits for that';
    return check('holes', false, `${detail}; ${waits}`, 'See "rights" and "answers" above.');
  }
  if (open.every(({ to_ms }) => (to_ms ?? 0) > (beingReadFromMs ?? Infinity)))
    return check('holes', true, `${detail}; Driftline is reading on`, null);
  const remedy = first.hasEnded
    ? 'Leave "driftline run" running: it reads on by itself. Or run "driftline backfill".'
    : 'Leave "driftline run" running: it fills it as far as your server reaches back.';
  return check('holes', false, detail, remedy);
}

const OFF_MAX_MS = MINUTE_MS;

/** As the server's answers said last; a recording may know it from what was streamed alone. */
export function clock(database: Database): Check {
  const said = clockAheadMs(database);
  const lagMs = openDoctor(database).streamLagMs();
  if (said === undefined && lagMs === undefined)
    return check('clock', true, 'no server was heard yet to compare', null);
  const aheadMs = said ?? Math.min(0, lagMs ?? 0);
  const isOff = Math.abs(aheadMs) > OFF_MAX_MS;
  const off = spanWords(Math.round(Math.abs(aheadMs) / MINUTE_MS) * MINUTE_MS);
  const detail = isOff
    ? `this machine is ${off} ${aheadMs > 0 ? 'ahead of' : 'behind'} the server`
    : 'this machine and the server agree';
  return check('clock', !isOff, detail, 'Let the system set the clock by itself (NTP).');
}

/** A draw may be late by so much. */
const LATE_MAX_MS = 0.5 * DAY_MS;

/** Of a home from which nothing can be drawn none is missing. */
export function lastEdition(
  stats: Pick<Stats, 'lastEdition' | 'lastHeard' | 'hasCandidates'>,
  nowMs: EpochMs,
  daysBetweenDraws = 1,
): Check {
  const last = stats.lastEdition();
  const remedy = 'Leave "driftline run" running at night, or run "driftline rank".';
  if (last === undefined) {
    const isEmpty = stats.lastHeard() !== undefined && !stats.hasCandidates();
    const why = isEmpty ? ': there is nothing to draw from' : '';
    return check('edition', isEmpty, `none was drawn yet${why}`, remedy);
  }
  const ago = agoWords(last.drawn_at_ms, nowMs);
  const detail = `edition ${last.edition} was drawn ${ago}, with ${counted(last.size, 'post')}`;
  const isNew = nowMs - last.drawn_at_ms < daysBetweenDraws * DAY_MS + LATE_MAX_MS;
  return check('edition', isNew, detail, remedy);
}

/** A feed that was given up is not drawn again: what failed longer ago is nobody's trouble. */
const FAILED_SINCE_MS = 8 * DAY_MS;

/** The SQL of a feed may have failed at its last draw, and another have been drawn instead. */
function ownFeeds(database: Database, nowMs: EpochMs): Check {
  const failed = [...openFeedEditions(database).last().values()].find(
    (last) => last.failed_because !== null && nowMs - last.drawn_at_ms < FAILED_SINCE_MS,
  );
  if (failed === undefined) return check('feeds', true, 'each was drawn as it stands', null);
  const { feed, failed_because, drawn_with } = failed;
  const detail = `the SQL of ${feed} failed, ${drawn_with} was drawn instead: ${failed_because}`;
  return check('feeds', false, detail, `Mend it: "driftline feeds check ${feed}" says where.`);
}

/** Whether the owner's own command did what it should; no check where there never was one. */
function afterDraw(database: Database): readonly Check[] {
  const last = openAfterDraws(database).last();
  if (last === undefined) return [];
  const { edition, failed } = last;
  const detail = `after edition ${edition}: ${failed ?? 'it did what it should'}`;
  const remedy = 'Mend after_draw in your settings; "driftline rank --after-draw" tries it.';
  return [check('after draw', failed === null, detail, remedy)];
}

/** A machine that sleeps over a weekend is no trouble; and some wait for a last chance. */
const UNKEPT_MAX_MS = 3 * DAY_MS;

/** What was to be let go is let go by whatever runs at night. */
function keeping(database: Database, nowMs: EpochMs, keepDays: number): Check {
  const pruning = openPruning(database);
  const old = pruning.toDo(nowMs - keepDays * DAY_MS - UNKEPT_MAX_MS);
  const isForgotten = nowMs - (pruning.lastKeptMs() ?? 0) > UNKEPT_MAX_MS;
  if (old === 0 || !isForgotten)
    return check('keeping', true, `nothing is kept beyond ${counted(keepDays, 'day')}`, null);
  const detail = `${counted(old, 'post')} should have gone: older than the ${keepDays} days that are kept`;
  const remedy = 'Leave "driftline run" running at night, or run "driftline prune".';
  return check('keeping', false, detail, remedy);
}
