import * as v from 'valibot';
import { CACHE_SIZE } from './config_serving.ts';
import { LANES } from './edition.ts';
import { FEED_NAME, FEED_NAME_RULE, MORNING, SIZE_MAX } from './feed.ts';
import { DAYS } from './schedule.ts';
import { isUrl } from './url_check.ts';
import type { Misplaced, WrittenConfig } from './written_config.ts';
import { isTimezone } from './zone_clock.ts';

const TABLE = 'must be a table';

/** Each remedy is the end of a sentence that begins with the setting's name. */
const number = (least: number, most: number, remedy: string) =>
  v.optional(v.pipe(v.number(remedy), v.minValue(least, remedy), v.maxValue(most, remedy)));

const whole = (least: number, most: number, unit = '') => {
  const remedy = `must be a whole number, ${least} to ${most}${unit === '' ? '' : ` ${unit}`}`;
  return v.optional(
    v.pipe(
      v.number(remedy),
      v.integer(remedy),
      v.minValue(least, remedy),
      v.maxValue(most, remedy),
    ),
  );
};

const exponent = number(-10, 10, 'must be a number, -10 to 10; 0 switches the signal off');
const share = number(0, 1, 'must be a share of the size, 0 to 1');

/** To valibot a list would be one too. */
const noList = v.custom<object>((found) => !Array.isArray(found), TABLE);

const only = <E extends v.ObjectEntries>(entries: E) =>
  v.pipe(
    noList,
    v.strictObject(entries, (issue) =>
      issue.expected === 'never'
        ? `is no setting; there are: ${Object.keys(entries).join(', ')}`
        : TABLE,
    ),
  );

/** Of names that are the owner's. */
const tableOf = <K extends v.GenericSchema<string, string>, V extends v.GenericSchema>(
  names: K,
  values: V,
) => v.pipe(noList, v.record(names, values, TABLE));

const entriesOf = <S>(names: readonly string[], schema: S): Record<string, S> =>
  Object.fromEntries(names.map((name) => [name, schema]));

const SIZE = `must be a whole number of entries, 1 to ${SIZE_MAX}, or minutes, like "20 min", up to 240`;
const MINUTES = /^([1-9]|[1-9]\d|1\d\d|2[0-3]\d|240) ?min$/; // up to four hours

const listOf = (pattern: RegExp, remedy: string) =>
  v.optional(v.array(v.pipe(v.string(remedy), v.regex(pattern, remedy)), remedy));

const oneOf = (words: readonly string[]) => {
  const remedy = `must be a list of some of these: ${words.join(', ')}`;
  return v.optional(v.array(v.picklist(words, remedy), remedy));
};

const yes = v.optional(v.boolean('must be true or false'));

const HANDLES = 'must be a list of people, like ["ada@example.social"]';
const HANDLE = /^@?[^@\s]+@[^@\s]+\.[^@\s]+$/;
const NAMES = 'must be a list of names that stand under [lists]';

const filters = only({
  languages: listOf(/^[a-z]{2,3}$/, 'must be a list of languages, like ["en", "pt"]'),
  with_media: yes,
  with_links: yes,
  least_characters: whole(1, 10_000, 'characters'),
  tags: listOf(/^#?[^#\s]+$/u, 'must be a list of tags, like ["birds"]'),
  people: listOf(HANDLE, HANDLES),
  lists: listOf(/./, NAMES),
  lanes: oneOf(LANES.filter((lane) => lane !== 'wildcard')),
  without_replies: yes,
  without_strangers: yes,
});

const AT = 'must be a time of day, like "05:30"';
const at = v.optional(v.pipe(v.string(AT), v.regex(/^([01]\d|2[0-3]):[0-5]\d$/, AT)));

const ON_DAYS = `must be a list of some of these: ${DAYS.join(', ')}`;
const NO_DAY =
  'must name a day; without "at" and "days" a feed is drawn when you ask for it, the usual one daily';

const SQL = 'must be a file, from the folder of your settings on, like "feeds/mine.sql"';
const ORDER = 'must be "by chance" or "as it came"';
const ABOUT = 'must be a sentence, at most 200 characters';

const feed = only({
  about: v.optional(v.pipe(v.string(ABOUT), v.maxLength(200, ABOUT))),
  size: v.optional(v.custom<number | string>(isSize, SIZE)),
  temperature: number(0.01, 10, 'must be a number, 0.01 to 10; near 0 takes the best'),
  order: v.optional(v.picklist(['by chance', 'as it came'], ORDER)),
  per_author: whole(1, 100, 'entries'),
  per_booster: whole(1, SIZE_MAX, 'entries'),
  per_site: whole(1, SIZE_MAX, 'entries'),
  per_server: share,
  spacing: whole(0, 100, 'places'),
  reach_days: whole(1, 4_000, 'days'),
  deadline_days: whole(1, 400, 'days'),
  quiet_deadline_days: whole(1, 400, 'days'),
  leanings: yes,
  quotas: v.optional(only(entriesOf(Object.keys(MORNING.quotas), share))),
  exponents: v.optional(only(entriesOf(Object.keys(MORNING.exponents), exponent))),
  filters: v.optional(filters),
  sql: v.optional(v.pipe(v.string(SQL), v.regex(/\.sql$/, SQL))),
  limit_seconds: whole(1, 600, 'seconds'),
  copied_from: v.optional(v.string('must be the name of a feed')),
  at,
  days: v.optional(v.pipe(v.array(v.picklist(DAYS, ON_DAYS), ON_DAYS), v.minLength(1, NO_DAY))),
});

const HOST = 'must be an address of this machine, like "127.0.0.1" or "0.0.0.0"';
/** A name, or an origin where the scheme or the port is not what this server sees itself. */
const SERVED_NAME = /^(?:https?:\/\/)?[a-z0-9](?:[a-z0-9.-]*[a-z0-9])?(?::\d{1,5})?$/i;
const SERVED_NAMES = 'must be a list of names of this server, like ["https://reader.example"]';
const PAIR = 'must be "elsewhere" or "always"';
const CACHE = 'must be a size, like "2 GB" or "500 MB", or "none"';

const AFTER_DRAW = 'must be a command, like "mail -s Morning me@example.social"';
const OPEN_IN = 'must be an address with {id}, like "https://phanpy.social/#/{server}/s/{id}"';
const TIMEZONE = 'must be the name of a time zone, like "Europe/Lisbon"';
const SERVER = 'must be the address of your server, like "https://example.social"';

const shape = only({
  server: v.optional(v.pipe(v.string(SERVER), v.check(isOrigin, SERVER))),
  timezone: v.optional(v.pipe(v.string(TIMEZONE), v.check(isTimezone, TIMEZONE))),
  after_draw: v.optional(v.pipe(v.string(AFTER_DRAW), v.regex(/\S/, AFTER_DRAW))),
  open_in: v.optional(
    v.pipe(v.string(OPEN_IN), v.url(OPEN_IN), v.regex(/^https?:\/\/\S*\{id\}/, OPEN_IN)),
  ),
  serve: v.optional(
    only({
      port: whole(1, 65_535),
      host: v.optional(v.pipe(v.string(HOST), v.regex(/^[\w.:-]+$/, HOST))),
      names: listOf(SERVED_NAME, SERVED_NAMES),
      pair: v.optional(v.picklist(['elsewhere', 'always'], PAIR)),
    }),
  ),
  media: v.optional(
    only({
      cache: v.optional(v.pipe(v.string(CACHE), v.regex(CACHE_SIZE, CACHE))),
      prefetch: yes,
    }),
  ),
  rank: v.optional(
    only({
      at,
      feed: v.optional(v.string('must be the name of a feed')),
    }),
  ),
  keep: v.optional(only({ days: whole(30, 36_500, 'days'), text_days: whole(1, 36_500, 'days') })),
  lists: v.optional(
    tableOf(v.string(), v.array(v.pipe(v.string(HANDLES), v.regex(HANDLE, HANDLES)), HANDLES)),
  ),
  feeds: v.optional(tableOf(v.pipe(v.string(), v.regex(FEED_NAME, FEED_NAME_RULE)), feed)),
});

/** The settings, or every mistake: where it stands, and how to say what would be right. */
export function checkConfig(
  written: unknown,
): { readonly config: WrittenConfig } | { readonly problems: readonly Misplaced[] } {
  const illegible = illegibleIn(written);
  if (illegible.length > 0) return { problems: illegible };
  const result = v.safeParse(shape, written);
  if (result.success) return { config: result.output as WrittenConfig };
  return {
    problems: result.issues.map((issue) => {
      // Places in a list are no settings.
      const parts = (issue.path ?? []).filter(({ type }) => type !== 'array');
      return { path: parts.map((part) => String(part.key)), problem: issue.message };
    }),
  };
}

/** What bytes that are no UTF-8 are read as: as it stands it would name another file, or nobody. */
const ILLEGIBLE = '\uFFFD';
const ENCODING = 'has letters that are no UTF-8: save the file as UTF-8, and write them anew';
/** Names at which valibot does not look. */
const RESERVED: ReadonlySet<string> = new Set(['__proto__', 'constructor', 'prototype']);

/** What no shape sees: in texts, and in the owner's own names. */
function illegibleIn(written: unknown, path: readonly string[] = []): readonly Misplaced[] {
  if (typeof written === 'string')
    return written.includes(ILLEGIBLE) ? [{ path, problem: ENCODING }] : [];
  if (typeof written !== 'object' || written === null) return [];
  if (Array.isArray(written)) return written.flatMap((one) => illegibleIn(one, path)).slice(0, 1);
  return Object.entries(written).flatMap(([name, value]) => {
    const named = [...path, name];
    if (RESERVED.has(name))
      return [{ path: named, problem: 'cannot be called that: take another name' }];
    if (name.includes(ILLEGIBLE)) return [{ path: named, problem: ENCODING }];
    return illegibleIn(value, named);
  });
}

function isSize(size: unknown): boolean {
  if (typeof size === 'string') return MINUTES.test(size);
  return Number.isInteger(size) && Number(size) >= 1 && Number(size) <= SIZE_MAX;
}

/** A name and a port, and nothing that the server would not be asked at. */
function isOrigin(address: string): boolean {
  if (!isUrl(address)) return false;
  const { protocol, pathname, search, hash, username } = new URL(address);
  return /^https?:$/.test(protocol) && `${pathname}${search}${hash}${username}` === '/';
}
