import { type Feed, MORNING, sizeOfMinutes } from './feed.ts';
import type { FeedFilters } from './feed_filters.ts';
import { DAYS, type Day, type Schedule } from './schedule.ts';
import { normaliseTag } from './status_facts.ts';
import type { Misplaced, WrittenConfig, WrittenFeed, WrittenFilters } from './written_config.ts';

type Feeds = Readonly<Record<string, Feed>>;
type Lists = Readonly<Record<string, readonly string[]>>;

/** What every feed has from beside it. */
interface Usual {
  /** When `run` draws, HH:MM. */
  readonly usualAt: string;
  /** How long bodies are kept. */
  readonly keepDays: number;
}

/** All feeds there are: those of the settings over those that are `known` anyway. */
export function feedsOf(written: WrittenConfig, known: Feeds, { usualAt, keepDays }: Usual): Feeds {
  const own = Object.entries(written.feeds ?? {}).map(([name, feed]): [string, Feed] => {
    const base = Object.hasOwn(known, name) ? known[name] : undefined;
    return [name, feedOf(name, feed, { base, lists: written.lists ?? {}, usualAt })];
  });
  const all = { ...known, ...Object.fromEntries(own) };
  return Object.fromEntries(
    Object.entries(all).map(([name, feed]) => [name, { ...feed, keepDays }]),
  );
}

/** The same, with what the sliders say of feeds that there are; of another they say nothing. */
export function slidFeeds(sliders: WrittenConfig, known: Feeds, usual: Usual): Feeds {
  const said = Object.entries(sliders.feeds ?? {}).filter(([name]) => Object.hasOwn(known, name));
  return feedsOf({ feeds: Object.fromEntries(said) }, known, usual);
}

/** What the sliders say of each feed, by the names of the settings. */
export function slidSettings({
  feeds,
}: WrittenConfig): Readonly<Record<string, readonly string[]>> {
  const said = Object.entries(feeds ?? {}).map(([name, { quotas, exponents, ...own }]) => [
    name,
    Object.keys({ ...own, ...quotas, ...exponents }),
  ]);
  return Object.fromEntries(said);
}

/** Names in the feeds that lead nowhere. */
export function misnamed(written: WrittenConfig): readonly Misplaced[] {
  const lists = Object.keys(written.lists ?? {});
  const known = lists.length === 0 ? 'there is none' : `there are: ${lists.join(', ')}`;
  return Object.entries(written.feeds ?? {}).flatMap(([name, { filters }]) =>
    (filters?.lists ?? [])
      .filter((list) => !lists.includes(list))
      .map((list) => ({
        path: ['feeds', name, 'filters', 'lists'],
        problem: `names no list of people: "${list}" is not under [lists]; ${known}`,
      })),
  );
}

const ABOUT_OWN = 'A feed of your own.';

interface Context {
  /** The feed of that name which is there anyway. */
  readonly base: Feed | undefined;
  readonly lists: Lists;
  readonly usualAt: string;
}

/** A feed says only what differs: from the one of that name that is there anyway, or `morning`. */
function feedOf(name: string, written: WrittenFeed, { base, lists, usualAt }: Context): Feed {
  const under = base ?? { ...MORNING, about: ABOUT_OWN };
  const order = written.order ?? under.order;
  const schedule = scheduleOf(written, under.schedule, usualAt);
  return {
    name,
    about: written.about ?? under.about,
    ...sizeOf(written.size, under),
    temperature: written.temperature ?? under.temperature,
    ...(order === 'as it came' ? { order } : {}),
    quotas: { ...under.quotas, ...written.quotas },
    perAuthor: written.per_author ?? under.perAuthor,
    perBooster: written.per_booster ?? under.perBooster,
    perSite: written.per_site ?? under.perSite,
    perServer: written.per_server ?? under.perServer,
    spacing: written.spacing ?? under.spacing,
    reachDays: written.reach_days ?? under.reachDays,
    deadlineDays: written.deadline_days ?? under.deadlineDays,
    quietDeadlineDays: written.quiet_deadline_days ?? under.quietDeadlineDays,
    keepDays: under.keepDays,
    ...((written.leanings ?? under.leanings) === false ? { leanings: false } : {}),
    exponents: { ...under.exponents, ...written.exponents },
    filters: { ...under.filters, ...filtersOf(written.filters ?? {}, lists) },
    ...(schedule === undefined ? {} : { schedule }),
    ...sqlOf(written, under),
  };
}

/** How long the SQL of a feed may take where it does not say. */
export const LIMIT_SECONDS = 10;

function sqlOf(
  { sql, limit_seconds, copied_from }: WrittenFeed,
  under: Feed,
): Pick<Feed, 'sql' | 'copiedFrom'> {
  const own = sql ? { file: sql, limitSeconds: limit_seconds ?? LIMIT_SECONDS } : under.sql;
  const from = copied_from ?? under.copiedFrom;
  return {
    ...(own === undefined ? {} : { sql: own }),
    ...(from === undefined ? {} : { copiedFrom: from }),
  };
}

/** A count, or "20 min". */
function sizeOf(size: WrittenFeed['size'], under: Feed): Pick<Feed, 'size' | 'minutes'> {
  if (typeof size === 'number') return { size };
  const minutes = size === undefined ? under.minutes : Number.parseInt(size, 10);
  return minutes === undefined ? { size: under.size } : { size: sizeOfMinutes(minutes), minutes };
}

function scheduleOf(
  { at, days }: WrittenFeed,
  under: Schedule | undefined,
  usualAt: string,
): Schedule | undefined {
  if (at === undefined && days === undefined) return under;
  const on: readonly Day[] = days ?? under?.days ?? DAYS;
  return { at: at ?? under?.at ?? usualAt, days: DAYS.filter((day) => on.includes(day)) };
}

function filtersOf(written: WrittenFilters, lists: Lists): FeedFilters {
  const filters = {
    languages: written.languages,
    withMedia: written.with_media,
    withLinks: written.with_links,
    leastCharacters: written.least_characters,
    tags: written.tags?.map(normaliseTag),
    people: written.people?.map(handleOf),
    lists: listsOf(written.lists, lists),
    lanes: written.lanes,
    withoutReplies: written.without_replies,
    withoutStrangers: written.without_strangers,
  };
  const said = Object.entries(filters).filter(([, value]) => value !== undefined);
  return Object.fromEntries(said);
}

function listsOf(names: readonly string[] | undefined, lists: Lists): Lists | undefined {
  return (
    names && Object.fromEntries(names.map((name) => [name, (lists[name] ?? []).map(handleOf)]))
  );
}

function handleOf(written: string): string {
  return written.toLowerCase().replace(/^@/, '');
}
