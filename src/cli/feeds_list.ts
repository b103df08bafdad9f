import type { Command } from 'commander';
import { type EpochMs, isoOf } from '../core/clock.ts';
import { type Config, feedNamed, scheduleOf } from '../core/config.ts';
import { counted } from '../core/counted.ts';
import type { Feed } from '../core/feed.ts';
import { feedToml, SLIDERS_FILE } from '../core/feed_toml.ts';
import { scheduleWords } from '../core/schedule.ts';
import type { LastEdition } from '../store/feed_editions.ts';
import { openSession, type Session } from './session.ts';
import type { Surroundings } from './surroundings.ts';
import { inkFor, widthOf, wrap } from './terminal_text.ts';

interface Listed {
  readonly feed: Feed;
  /** Whether it ships, stands in the settings, or is SQL of the owner's own. */
  readonly kind: 'ships' | 'settings' | 'sql';
  /** Whether it is drawn where no feed is named. */
  readonly isUsual: boolean;
  /** When it is drawn by itself, in words; null: only when it is asked for. */
  readonly schedule: string | null;
  readonly last: LastEdition | undefined;
  /** Settings that the sliders of the page say, over the owner's file. */
  readonly slid: readonly string[];
}

/** Every feed: how long it is, when it is drawn, what it is, and its last edition. */
export async function listFeeds(command: Command, surroundings: Surroundings): Promise<void> {
  const session = openSession(command, surroundings);
  const config = await session.config();
  const last = await lastEditions(session, surroundings);
  const listed = Object.values(config.feeds).map((feed) => ({
    feed,
    kind: kindOf(config, feed),
    isUsual: feed.name === config.rank.feed,
    schedule: whenOf(config, feed),
    last: last.get(feed.name),
    slid: config.slid[feed.name] ?? [],
  }));
  if (session.asJson) session.answer(listed.map(documentOf));
  else session.say(...listed.flatMap((one) => linesOf(one, surroundings)), ...AFTERWARDS);
}

const AFTERWARDS = [
  'Draw one: driftline rank --feed NAME. Its settings: driftline feeds show NAME.',
];

async function lastEditions(
  session: Session,
  { files }: Surroundings,
): Promise<ReadonlyMap<string, LastEdition>> {
  if (!files.exists(session.databaseFile)) return new Map();
  const { openFeedEditions } = await import('../store/feed_editions.ts');
  const database = await session.openDatabase('read');
  try {
    return openFeedEditions(database).last();
  } finally {
    database.close();
  }
}

const KIND_WORDS = { ships: 'ships', settings: 'your settings', sql: 'your SQL' } as const;

function kindOf({ ownFeeds }: Config, { name, sql }: Feed): Listed['kind'] {
  if (sql !== undefined) return 'sql';
  return ownFeeds.includes(name) ? 'settings' : 'ships';
}

function whenOf(config: Config, feed: Feed): string | null {
  const schedule = scheduleOf(config, feed);
  return schedule === undefined ? null : scheduleWords(schedule);
}

function documentOf({ feed, kind, isUsual, schedule, last, slid }: Listed) {
  return {
    feed: feed.name,
    kind,
    about: feed.about,
    usual: isUsual,
    size: feed.minutes === undefined ? feed.size : null,
    minutes: feed.minutes ?? null,
    schedule,
    slid,
    last_edition:
      last === undefined
        ? null
        : {
            edition: last.edition,
            drawn_at: isoOf(last.drawn_at_ms as EpochMs),
            entries: last.size,
            failed_because: last.failed_because,
          },
  };
}

const INDENT = '  ';

function linesOf(listed: Listed, { stdout, env }: Surroundings): readonly string[] {
  const { feed, kind, isUsual, schedule, last, slid } = listed;
  const ink = inkFor(stdout, env);
  const columns = widthOf(stdout);
  const when = schedule ?? 'when you ask for it';
  const edition =
    last === undefined
      ? 'no edition yet'
      : `edition ${last.edition}, ${isoOf(last.drawn_at_ms as EpochMs).slice(0, 10)}`;
  const size =
    feed.minutes === undefined ? counted(feed.size, 'post') : counted(feed.minutes, 'minute');
  const failed = last?.failed_because ? [`its SQL failed: ${last.drawn_with} was drawn`] : [];
  const over = slid.length === 0 ? [] : [`${slid.join(', ')} from ${SLIDERS_FILE}`];
  const published = feed.leanings === false ? ['factors as published'] : [];
  const own = [KIND_WORDS[kind], size, ...published, ...over];
  const facts = [...own, when, edition, ...failed].join(' · ');
  return [
    `${ink.bold(feed.name)}${isUsual ? ' (drawn where none is named)' : ''}`,
    wrap(feed.about, columns, INDENT),
    ink.dim(wrap(facts, columns, INDENT)),
    '',
  ];
}

/** All settings of a feed, as they may be pasted into config.toml. */
export async function showFeed(
  command: Command,
  surroundings: Surroundings,
  name: string,
): Promise<void> {
  const session = openSession(command, surroundings);
  const config = await session.config();
  const feed = feedNamed(config, name, 'feeds show');
  const slid = config.slid[name] ?? [];
  if (session.asJson) session.answer({ ...feed, slid });
  else await surroundings.stdout.write(feedToml(feed, name, slid));
}
