import type { Command } from 'commander';
import type { EpochMs } from '../core/clock.ts';
import type { Config } from '../core/config.ts';
import { counted } from '../core/counted.ts';
import { factorOf } from '../core/dice.ts';
import { countedLane, type Edition, LANE_TITLES, LANES } from '../core/edition.ts';
import { DriftlineError } from '../core/errors.ts';
import { type Feed, withSize } from '../core/feed.ts';
import { hasFilters } from '../core/feed_filters.ts';
import { silentLog } from '../core/log.ts';
import { areTurnsShort, turnWords } from '../core/turn_words.ts';
import type { Database } from '../store/database.ts';
import { editionDocument } from './edition_document.ts';
import { fallbacksOf, feedToDraw, tellInstead } from './feed_to_draw.ts';
import { readMoment, readSize } from './option_values.ts';
import { openSession, type Session } from './session.ts';
import type { Surroundings } from './surroundings.ts';

interface RankOptions {
  readonly feed?: string;
  readonly now?: EpochMs;
  readonly seed?: string;
  readonly size?: number;
  readonly dryRun?: boolean;
  readonly afterDraw?: boolean;
  readonly pictures: boolean;
}

export function define(command: Command, surroundings: Surroundings): void {
  command
    .option('--feed <name>', 'the feed to draw (default: the one your settings name)')
    .option(
      '--now <time>',
      'the moment of the draw, like 2026-11-23T06:00:00Z (default: now)',
      readMoment,
    )
    .option('--seed <text>', 'any text, from which the dice start (default: a new one each time)')
    .option('--size <n>', 'how many entries at most (default: as the feed says)', readSize)
    .option('--dry-run', 'draw, but keep and offer nothing')
    .option('--after-draw', 'then run your after_draw command, as `driftline run` does at night')
    .option('--no-pictures', 'do not fetch the pictures that the edition shows')
    .action((options: RankOptions) => rank(command, surroundings, options));
}

async function rank(
  command: Command,
  surroundings: Surroundings,
  options: RankOptions,
): Promise<void> {
  const session = openSession(command, surroundings);
  const config = await session.config();
  const asked = [options.feed ?? config.rank.feed, '--feed'] as const;
  const named = feedToDraw(config, asked, session, surroundings);
  const { size } = options;
  const feed = size === undefined ? named : withSize(named, size);
  const database = await session.openDatabase(options.dryRun === true ? 'read' : 'must exist');
  try {
    await mustHaveCome(database);
    const [{ timeOfDraws }, { drawFeed }, { drawAnyhow }] = await Promise.all([
      import('./clock_ahead.ts'),
      import('../rank/draw.ts'),
      import('../rank/draw_anyhow.ts'),
    ]);
    await surroundings.spareMemory();
    const isDry = options.dryRun === true;
    const request = {
      database,
      feed,
      seed: options.seed ?? surroundings.randomText(),
      nowMs: options.now ?? timeOfDraws(database, surroundings.time).now(),
      dryRun: isDry,
      runOwnSql: surroundings.runOwnSql,
    };
    const fallbacks = fallbacksOf(config, feed, session, surroundings);
    // Who only looks wants to know what fails; who draws wants an edition.
    const edition = await (isDry ? drawFeed(request) : drawAnyhow({ ...request, fallbacks }));
    tellInstead(edition, session);
    if (session.asJson) session.answer(editionDocument(edition.entries, feed));
    else session.say(...summaryOf(edition, feed));
    if (options.pictures && !isDry)
      await fetchPictures({ database, config, edition }, session, surroundings);
    if (options.afterDraw === true && edition.edition !== null) {
      const { handOver } = await import('./after_draw.ts');
      await handOver({ database, config, edition: edition.edition }, session, surroundings);
    }
  } finally {
    database.close();
  }
}

/** An edition of nothing would stand in the place of the first, which `run` draws. */
async function mustHaveCome(database: Database): Promise<void> {
  const { openIntake } = await import('../store/intake.ts');
  if (openIntake(database).lastArrivedMs() !== null) return;
  throw new DriftlineError(
    'not_found',
    'nothing has come in yet: "driftline run" collects and draws the first edition by itself',
  );
}

/** So that the edition opens at once, and with the network off. */
async function fetchPictures(
  { edition, ...works }: { database: Database; config: Config; edition: Edition },
  session: Session,
  surroundings: Surroundings,
): Promise<void> {
  if (!works.config.media.prefetch) return;
  const { openMediaWiring } = await import('./media_wiring.ts');
  const { openProgressBar } = await import('./progress_bar.ts');
  const bar = openProgressBar(surroundings.stderr, 'pictures');
  const { fetchPictures: fetchAll } = openMediaWiring(works, quiet(session), surroundings);
  const fetched = await fetchAll(edition.edition as number, bar.move).finally(bar.end);
  if (fetched === undefined || fetched.wanted === 0) return;
  const { wanted, kept, unkept } = fetched;
  const there = kept + fetched.fetched;
  const before = kept === 0 ? '' : `, ${kept} of them before`;
  const left = counted(wanted - there, 'picture');
  const why = unkept === undefined ? 'could not be had' : `could not be kept (${unkept})`;
  const missing = wanted === there ? '' : `; ${left} ${why}`;
  surroundings.stderr.write(
    `Kept for reading offline: ${counted(there, 'picture')}${before}${missing}.\n`,
  );
}

/** Said in a sentence at the end. */
function quiet(session: Session): Session {
  return { ...session, log: silentLog };
}

function summaryOf(edition: Edition, feed: Feed): readonly string[] {
  const lanes = LANES.filter((lane) => edition.report.lanes[lane] > 0)
    .map((lane) => countedLane(edition.report.lanes[lane], lane))
    .join(' · ');
  const drawn =
    edition.edition === null
      ? `A dry draw of ${counted(edition.size, 'post')}: nothing was kept.`
      : `Edition ${edition.edition}: ${counted(edition.size, 'post')}.`;
  const people = new Set(edition.entries.map((entry) => entry.account)).size;
  const minutes = Math.max(1, Math.round(edition.readingMinutes));
  const { instead, candidates } = edition.report;
  const isChoosy = instead === undefined && (hasFilters(feed) || feed.sql !== undefined);
  const hasTurns = feed.quotas.turns > 0;
  return [
    drawn,
    ...(instead === undefined
      ? []
      : [`The SQL of ${edition.feed} failed; this was drawn by ${instead.drawnWith}.`]),
    `Drawn from ${counted(candidates, 'unseen post')}` +
      `${isChoosy ? ` that ${feed.name} lets in` : ''}; ${counted(people, 'person', 'people')}` +
      (people === 0 ? '.' : `; about ${counted(minutes, 'minute')} to read.`),
    ...(isChoosy && candidates === 0 ? [`What it lets in: driftline feeds show ${feed.name}`] : []),
    ...(lanes === '' ? [] : [lanes]),
    ...(hasTurns && areTurnsShort(edition.report) ? [`${turnWords(edition.report)}.`] : []),
    ...(edition.edition === null
      ? firstOf(edition)
      : ['Read it: driftline edition, or driftline serve.']),
  ];
}

const FIRST = 10;

/** Of a dry draw, which nobody can read anywhere else. */
function firstOf({ entries }: Edition): readonly string[] {
  if (entries.length === 0) return [];
  const first = entries.slice(0, FIRST).map(({ position, account, lane, scoreMicro }) => {
    const score = `× ${factorOf(scoreMicro).toFixed(2)}`;
    return `  ${String(position).padStart(2)}  ${score.padStart(7)}  @${account}, ${LANE_TITLES[lane]}`;
  });
  return ['', ...first, '', 'All of it, with every signal: --json.'];
}
