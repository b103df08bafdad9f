import { type EpochMs, isoOf, sleep, type Time } from '../core/clock.ts';
import type { Feed } from '../core/feed.ts';
import type { OwnSqlTask, RunOwnSql } from '../core/own_sql.ts';
import type { Database } from '../store/database.ts';
import { openPast, type Past } from '../store/past.ts';
import { openReplay, type Replay, type Unknown } from '../store/replay.ts';
import { type ActScore, placeableActs, scoreActs } from './backtest_score.ts';
import { drawFeed } from './draw.ts';
import { openPropensity, type Propensity } from './propensity.ts';
import { openWaits, type Waits } from './waits.ts';

export interface BacktestRequest {
  readonly database: Database;
  readonly feeds: readonly Feed[];
  /** When editions were drawn, or would have been; ascending, at least one. */
  readonly nights: readonly EpochMs[];
  /** Acts up to then are judged. */
  readonly nowMs: EpochMs;
  readonly runOwnSql: RunOwnSql;
  readonly time: Time;
  readonly stopped: AbortSignal;
  readonly onDrawn?: (done: number, of: number) => void;
}

export interface FeedBacktest extends ActScore {
  readonly feed: string;
  /** Acts on what an edition of ours had offered. */
  readonly actsOffered: number;
  /** Of those who waited: how many had a place within a fortnight. */
  readonly waits: { readonly met: number; readonly of: number };
  /** Places in all, and those that went to what the feed had offered before. */
  readonly places: number;
  readonly repeats: number;
}

export interface Backtest {
  readonly feeds: readonly FeedBacktest[];
  /** What the owner acted on and could have been drawn before; of it, what we had offered. */
  readonly acted: { readonly posts: number; readonly offered: number };
  readonly unknown: Unknown;
}

/** Numbers that no edition of the owner's will have. */
const FIRST_EDITION = 1_000_000_000;

/**
 * Draws each feed for each night from what was known then, one after the other, and judges it by
 * what the owner did afterwards. Each feed leads a life of its own: from the first night on, its
 * offers are its own and not those that were made; what was really seen is seen, and an edition is
 * opened where the owner read or did anything before the next. The dice are not those of the
 * editions that were read: with those, whatever was shown would be shown again, and no weighting
 * could tell merit from luck. Rejects with the signal's reason when it is aborted.
 */
export async function backtest(request: BacktestRequest): Promise<Backtest> {
  const { database, feeds, nights } = request;
  const [firstMs, lastMs] = [nights[0] as EpochMs, nights.at(-1) as EpochMs];
  const past = openPast(database, firstMs);
  try {
    const replay = openReplay(past.database);
    const acts = openActs(replay, nights);
    const lives = feeds.map((feed) => openLife(feed, lastMs));
    for (const [night, nowMs] of nights.entries()) {
      replay.emptyPool();
      for (const [nth, life] of lives.entries()) {
        await sleep(request.time, 0, request.stopped);
        past.at(nowMs, life.feed.name);
        const uris = await drawnUris(request, past, { feed: life.feed, nowMs });
        if (nth === 0) acts.begin(night, request.nowMs);
        const share = keepLife(life, replay, { night, nowMs, uris, nextMs: nights[night + 1] });
        acts.judge(life, { night, placed: new Set(uris), share });
        request.onDrawn?.(night * lives.length + nth + 1, nights.length * lives.length);
      }
    }
    const shown = replay.shownByChance(firstMs, lastMs);
    const all = acts.all();
    return {
      feeds: lives.map((life) => resultOf(life, all, shown)),
      acted: { posts: all.length, offered: all.filter(({ isOffered }) => isOffered).length },
      unknown: replay.unknown(firstMs, lastMs),
    };
  } finally {
    past.close();
  }
}

interface Life {
  readonly feed: Feed;
  readonly waits: Waits;
  /** How many entries each night held. */
  readonly sizes: number[];
  /** By the uri of an act. */
  readonly fates: Map<string, Fate>;
  places: number;
  repeats: number;
}

/** How a feed fared with a post that the owner acted on. */
interface Fate {
  isPlaced: boolean;
  /** The chance that uniform draws of as many new posts would have missed it. */
  missed: number;
  /** Whether it had its place before the night by which it is judged: then it is not. */
  isTooEarly: boolean;
}

function openLife(feed: Feed, lastNightMs: EpochMs): Life {
  const waits = openWaits(lastNightMs);
  return { feed, waits, sizes: [], fates: new Map(), places: 0, repeats: 0 };
}

async function drawnUris(
  { runOwnSql }: BacktestRequest,
  past: Past,
  { feed, nowMs }: { readonly feed: Feed; readonly nowMs: EpochMs },
): Promise<readonly string[]> {
  const { entries } = await drawFeed({
    database: past.database,
    feed,
    seed: `backtest ${isoOf(nowMs)}`,
    nowMs,
    dryRun: true,
    runOwnSql: (task: OwnSqlTask) => past.withViews((file) => runOwnSql({ ...task, file })),
  });
  return entries.map(({ uri }) => uri);
}

interface Night {
  readonly night: number;
  readonly nowMs: EpochMs;
  readonly uris: readonly string[];
  readonly nextMs: EpochMs | undefined;
}

/**
 * The draw enters the feed's own ledger, and is opened where the owner was there to open it. Gives
 * the share of what the feed had not offered before that has a place now: what a uniform draw of as
 * many new posts would give to each.
 */
function keepLife(life: Life, replay: Replay, { night, nowMs, uris, nextMs }: Night): number {
  const of = { feed: life.feed.name, edition: FIRST_EDITION + night };
  const waiting = replay.waiting();
  const candidates = replay.candidatesFor(of.feed);
  const repeats = replay.offer({ ...of, atMs: nowMs }, uris);
  life.repeats += repeats;
  life.places += uris.length;
  life.sizes.push(uris.length);
  life.waits.pass(nowMs, waiting, replay.placed(of.feed, of.edition));
  const lookMs = nextMs === undefined ? undefined : replay.lookBetween(nowMs, nextMs);
  if (lookMs !== undefined) replay.look({ ...of, atMs: lookMs });
  return Math.min(1, (uris.length - repeats) / Math.max(1, candidates));
}

interface Act extends Propensity {
  readonly uri: string;
  readonly firstNight: number;
  lastNight: number;
}

interface Draw {
  readonly night: number;
  readonly placed: ReadonlySet<string>;
  readonly share: number;
}

/**
 * What the owner acted on, as the nights come on which it was a candidate. What was found without
 * us is judged by all of them: it would have been found whatever a feed had placed. What an edition
 * of ours showed is judged by the night of that edition alone: that it was acted on then, and not
 * before, is our doing.
 */
function openActs(replay: Replay, nights: readonly EpochMs[]) {
  const acts = new Map<string, Act>();
  const propensityOf = openPropensity(replay);
  let tonight: readonly Act[] = [];
  return {
    /** After the first draw of the night, which poured its pool. */
    begin(night: number, untilMs: EpochMs): void {
      const rows = replay.actedOn(nights[night] as EpochMs, untilMs);
      tonight = rows.map(({ status_key, uri, acted_at_ms }) => {
        const known = acts.get(uri);
        const act = known ?? firstSeen(uri, night, propensityOf(status_key, acted_at_ms));
        if (act.offeredAtMs === null) act.lastNight = night;
        acts.set(uri, act);
        return act;
      });
    },
    judge({ fates }: Life, { night, placed, share }: Draw): void {
      for (const { uri, firstNight, lastNight } of tonight) {
        const fate = fates.get(uri) ?? { isPlaced: false, missed: 1, isTooEarly: false };
        fates.set(uri, fate);
        if (night > lastNight) continue;
        if (night < firstNight) fate.isTooEarly ||= placed.has(uri);
        else {
          fate.isPlaced ||= placed.has(uri);
          fate.missed *= 1 - share;
        }
      }
    },
    all: (): readonly Act[] => [...acts.values()],
  };

  function firstSeen(uri: string, night: number, propensity: Propensity): Act {
    const { offeredAtMs } = propensity;
    if (offeredAtMs === null) return { ...propensity, uri, firstNight: night, lastNight: night };
    const judgedBy = nights.findLastIndex((atMs) => atMs <= offeredAtMs);
    return { ...propensity, uri, firstNight: judgedBy, lastNight: judgedBy };
  }
}

function resultOf(life: Life, all: readonly Act[], shownByChance: number): FeedBacktest {
  const { feed, waits, sizes, fates, places, repeats } = life;
  // An edition from before the first night shows nothing of any night.
  const acts = all.filter(({ uri, firstNight }) => firstNight >= 0 && !fates.get(uri)?.isTooEarly);
  const placeable = placeableActs(acts, sizes);
  const judged = acts.map((act) => {
    const { isPlaced = false, missed = 1 } = fates.get(act.uri) ?? {};
    const isPlaceable = placeable.has(act);
    return { ...act, night: act.lastNight, isPlaced, chance: 1 - missed, isPlaceable };
  });
  return {
    feed: feed.name,
    ...scoreActs(judged, shownByChance),
    actsOffered: acts.filter(({ isOffered }) => isOffered).length,
    waits: { met: waits.met(), of: waits.of() },
    places,
    repeats,
  };
}
