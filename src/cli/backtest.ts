import type { Command } from 'commander';
import { DAY_MS, type EpochMs, isoOf } from '../core/clock.ts';
import { type Config, scheduleOf } from '../core/config.ts';
import { DriftlineError } from '../core/errors.ts';
import type { Feed } from '../core/feed.ts';
import { DAYS } from '../core/schedule.ts';
import type { Backtest, FeedBacktest } from '../rank/backtest.ts';
import type { Database } from '../store/database.ts';
import { openStats } from '../store/stats.ts';
import { backtestLines, leftOut, type Span } from './backtest_lines.ts';
import { feedToDraw } from './feed_to_draw.ts';
import { readDays } from './option_values.ts';
import { byTenths, openProgressBar, type ProgressBar } from './progress_bar.ts';
import { openSession, type Session } from './session.ts';
import type { Output, Surroundings } from './surroundings.ts';

const USUAL_DAYS = 28;

interface BacktestOptions {
  readonly feed?: readonly string[];
  readonly days?: number;
}

export function define(command: Command, surroundings: Surroundings): void {
  command
    .option('--feed <name...>', 'the feeds to judge (default: the usual one and those of your own)')
    .option('--days <number>', `how far back from now (default: ${USUAL_DAYS})`, readDays)
    .action((options: BacktestOptions) => judgeFeeds(command, surroundings, options));
}

/** Would these feeds have shown what the owner acted on? Nothing is written. */
async function judgeFeeds(
  command: Command,
  surroundings: Surroundings,
  options: BacktestOptions,
): Promise<void> {
  const { time, stopped, stderr, runOwnSql } = surroundings;
  const session = openSession(command, surroundings);
  const config = await session.config();
  const feeds = feedsAsked(config, options.feed, session, surroundings);
  const database = await session.openDatabase('read');
  const bar = openBar(stderr);
  try {
    const nowMs = time.now();
    const days = options.days ?? USUAL_DAYS;
    const nights = await nightsOf({ database, config, days, nowMs });
    const { backtest } = await import('../rank/backtest.ts');
    const onDrawn = bar.move;
    const request = { database, feeds, nights, nowMs, runOwnSql, time, stopped, onDrawn };
    const done = await backtest(request);
    bar.end();
    const span = { fromMs: nights[0] as EpochMs, toMs: nights.at(-1) as EpochMs };
    if (session.asJson) session.answer(backtestDocument(done, { nights: nights.length, ...span }));
    else session.say(...backtestLines(done, { nights: nights.length, ...span }, surroundings));
  } catch (error) {
    bar.end();
    if (stopped.aborted) stderr.write('Stopped: nothing was judged, and nothing was written.\n');
    throw error;
  } finally {
    database.close();
  }
}

function feedsAsked(
  config: Config,
  asked: readonly string[] | undefined,
  session: Session,
  surroundings: Surroundings,
): readonly Feed[] {
  const names = new Set(asked ?? [config.rank.feed, ...config.ownFeeds]);
  return [...names].map((name) => feedToDraw(config, [name, '--feed'], session, surroundings));
}

interface Asked {
  readonly database: Database;
  readonly config: Config;
  readonly days: number;
  readonly nowMs: EpochMs;
}

async function nightsOf({ database, config, days, nowMs }: Asked): Promise<readonly EpochMs[]> {
  const [{ pastNights }, { editionMoments }, { timezoneOf }] = await Promise.all([
    import('./past_nights.ts'),
    import('../store/replay.ts'),
    import('./timezone.ts'),
  ]);
  const firstMs = openStats(database).counts().first_arrival_at_ms;
  if (firstMs === null)
    throw new DriftlineError('not_found', 'nothing has come in yet: start with "driftline ingest"');
  const fromMs = Math.max(firstMs, nowMs - days * DAY_MS) as EpochMs;
  const usual = config.feeds[config.rank.feed] as Feed;
  const nights = pastNights({
    fromMs,
    toMs: nowMs,
    schedule: scheduleOf(config, usual) ?? { at: config.rank.at, days: DAYS },
    timezone: timezoneOf(config),
    drawnAtMs: editionMoments(database, fromMs, nowMs),
  });
  if (nights.length > 0) return nights;
  throw new DriftlineError(
    'not_found',
    `no night has passed since ${isoOf(fromMs)}: ask again tomorrow, or further back with --days`,
  );
}

const rounded = (share: number | null) => (share === null ? null : Number(share.toFixed(4)));

function backtestDocument({ feeds, unknown }: Backtest, { nights, fromMs, toMs }: Span) {
  return feeds.map((one: FeedBacktest) => ({
    feed: one.feed,
    captured: rounded(one.captured),
    chance: rounded(one.chance),
    against_chance: rounded(one.againstChance),
    interval: one.interval && {
      from: rounded(one.interval.from),
      to: rounded(one.interval.to),
      level: 0.95,
    },
    verdict: one.verdict,
    coverage: one.waits.of === 0 ? null : rounded(one.waits.met / one.waits.of),
    waits: one.waits,
    repeats: one.places === 0 ? null : rounded(one.repeats / one.places),
    places: one.places,
    nights,
    from: isoOf(fromMs),
    to: isoOf(toMs),
    acts: one.acts,
    acts_offered: one.actsOffered,
    acts_unweighed: one.unweighed,
    effective_acts: rounded(one.effectiveActs),
    left_out: leftOut(unknown),
  }));
}

/** A bar for a person, every tenth for a file. */
function openBar(output: Output): ProgressBar {
  if (output.isTerminal) return openProgressBar(output, 'draws');
  return { move: byTenths((percent) => output.write(`${percent} % drawn\n`)), end: () => {} };
}
