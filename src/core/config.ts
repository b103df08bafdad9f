import { feedsOf, misnamed, slidFeeds, slidSettings } from './config_feeds.ts';
import {
  MEDIA_DEFAULTS,
  type MediaSettings,
  mediaOf,
  SERVE_DEFAULTS,
  type ServeSettings,
  serveOf,
} from './config_serving.ts';
import { DriftlineError } from './errors.ts';
import { type Feed, KEEP_DAYS, MORNING } from './feed.ts';
import { DAYS, longestGap, type Schedule } from './schedule.ts';
import { SHIPPED_FEEDS } from './shipped_feeds.ts';
import { lineOf } from './toml_lines.ts';
import type { Misplaced, WrittenConfig } from './written_config.ts';

/** The owner's settings: config.toml over the defaults. Frozen. */
export interface Config {
  /** Origin of the owner's server. The environment and the login win over it. */
  readonly server?: string;
  /** IANA name; undefined: the machine's own. */
  readonly timezone?: string;
  /** A command of the owner's own, for sh, that gets each night's edition. */
  readonly afterDraw?: string;
  /** Where the page opens posts: an address with {server} and {id}; undefined: at the server. */
  readonly openIn?: string;
  readonly serve: ServeSettings;
  readonly media: MediaSettings;
  readonly rank: {
    /** HH:MM in `timezone`: when `run` draws. */
    readonly at: string;
    /** The feed that is drawn where none is named. */
    readonly feed: string;
  };
  readonly keep: {
    /** So many days bodies are kept; then they go, and the ledger stays. */
    readonly days: number;
    /** So many days they are plain text; then they are packed. */
    readonly textDays: number;
  };
  /** Those that are there anyway, `morning` first, and the owner's. */
  readonly feeds: Readonly<Record<string, Feed>>;
  /** Those of them that stand in the file. */
  readonly ownFeeds: readonly string[];
  /** What of a feed the sliders of the page say, over the file: names of settings. */
  readonly slid: Readonly<Record<string, readonly string[]>>;
}

export const DEFAULTS: Config = freeze({
  serve: SERVE_DEFAULTS,
  media: MEDIA_DEFAULTS,
  rank: { at: '05:30', feed: MORNING.name },
  keep: { days: KEEP_DAYS, textDays: 14 },
  feeds: SHIPPED_FEEDS,
  ownFeeds: [],
  slid: {},
});

/** A file of settings: what is in it, if it is there, and what it is called. */
export interface SettingsFile {
  readonly source: string | undefined;
  readonly file: string;
}

/**
 * Reads the text of config.toml; undefined (there is none) means the defaults. What the sliders of
 * the page wrote goes over it, feed by feed. Throws DriftlineError('usage') that names the file,
 * the line and what would be right. The readers are loaded only where there is something to read:
 * start-up is counted.
 */
export async function readConfig(
  source: string | undefined,
  file: string,
  sliders?: SettingsFile,
): Promise<Config> {
  const own = await readWritten({ source, file });
  const over = sliders === undefined ? {} : await readWritten(sliders);
  if (Object.keys(own).length + Object.keys(over).length === 0) return DEFAULTS;
  return complete(own, over);
}

/** What a file of settings says. Throws DriftlineError('usage') at its first mistake. */
export async function readWritten({ source, file }: SettingsFile): Promise<WrittenConfig> {
  if (source === undefined || source.trim() === '') return {};
  const { mistakes, written } = await examineConfig(source, file);
  const [first] = mistakes;
  if (first !== undefined) throw new DriftlineError('usage', sentenceOf(first));
  return written as WrittenConfig;
}

/** What is wrong in the settings, and where. */
export interface ConfigMistake {
  readonly file: string;
  readonly line: number | undefined;
  /** `feeds.calm.size`; undefined where the file cannot be read as TOML at all. */
  readonly setting: string | undefined;
  /** A sentence that begins with the setting, if there is one, and says what would be right. */
  readonly problem: string;
}

interface Examined {
  readonly mistakes: readonly ConfigMistake[];
  readonly written?: WrittenConfig;
  readonly config?: Config;
}

const TOML_IN_SHORT =
  'a setting is name = value and stands once, a text is "in quotes", a table [in brackets]';

/** All mistakes of a config.toml, in the order of its lines; what it says where there are none. */
export async function examineConfig(source: string, file: string): Promise<Examined> {
  const { parse, TomlError } = await import('smol-toml');
  let written: unknown;
  try {
    written = parse(source);
  } catch (error) {
    if (!(error instanceof TomlError)) throw error;
    const reason = error.message.split('\n')[0]?.replace(/^Invalid TOML document: /, '');
    const problem = `this is no TOML (${reason}): ${TOML_IN_SHORT}`;
    return { mistakes: [{ file, line: error.line, setting: undefined, problem }] };
  }
  const { checkConfig } = await import('./config_shape.ts');
  const checked = checkConfig(written);
  const found = 'problems' in checked ? checked.problems : mistakesOf(checked.config);
  const told = new Map<string, ConfigMistake>(); // one value may break a rule twice, and so a list
  for (const { path, problem: rule } of found) {
    const setting = path.join('.');
    const problem = `${setting} ${rule}`;
    told.set(problem, { file, line: lineOf(source, path), setting, problem });
  }
  const mistakes = [...told.values()];
  if ('problems' in checked || mistakes.length > 0)
    return { mistakes: mistakes.toSorted((a, b) => (a.line ?? 0) - (b.line ?? 0)) };
  return { mistakes, written: checked.config, config: complete(checked.config, {}) };
}

/** `config.toml, line 3: serve.port must be …`. */
export function sentenceOf({ file, line, problem }: ConfigMistake): string {
  return `${line === undefined ? file : `${file}, line ${line}`}: ${problem}`;
}

/** What each setting alone does not show: names that lead nowhere. */
function mistakesOf(written: WrittenConfig): readonly Misplaced[] {
  const known = [...new Set([...Object.keys(DEFAULTS.feeds), ...Object.keys(written.feeds ?? {})])];
  const named = [
    { path: ['rank', 'feed'], name: written.rank?.feed },
    ...Object.entries(written.feeds ?? {}).map(([feed, { copied_from: name }]) => ({
      path: ['feeds', feed, 'copied_from'],
      name,
    })),
  ];
  const astray = named
    .filter(({ name }) => name !== undefined && !known.includes(name))
    .map(({ path, name }) => {
      const problem = `names no feed: there is no feed "${name}"; there are: ${known.join(', ')}`;
      return { path, problem };
    });
  return [...astray, ...misnamed(written)];
}

/** `over` are the sliders: they make no feed the owner's own. */
function complete(written: WrittenConfig, over: WrittenConfig): Config {
  const at = written.rank?.at ?? DEFAULTS.rank.at;
  const keep = {
    days: written.keep?.days ?? DEFAULTS.keep.days,
    textDays: written.keep?.text_days ?? DEFAULTS.keep.textDays,
  };
  const usual = { usualAt: at, keepDays: keep.days };
  const timezone = written.timezone ?? over.timezone; // the page offers one where none is written
  return freeze({
    ...(written.server === undefined ? {} : { server: written.server }),
    ...(timezone === undefined ? {} : { timezone }),
    ...(written.after_draw === undefined ? {} : { afterDraw: written.after_draw }),
    ...(written.open_in === undefined ? {} : { openIn: written.open_in }),
    serve: serveOf(written),
    media: mediaOf(written),
    rank: { at, feed: written.rank?.feed ?? DEFAULTS.rank.feed },
    keep,
    feeds: slidFeeds(over, feedsOf(written, DEFAULTS.feeds, usual), usual),
    ownFeeds: Object.keys(written.feeds ?? {}),
    slid: slidSettings(over),
  });
}

/**
 * When a feed is drawn by itself: the usual one each night, others of the owner's where they say
 * when; undefined: only when it is asked for.
 */
export function scheduleOf(config: Config, { name, schedule }: Feed): Schedule | undefined {
  const { rank, ownFeeds } = config;
  if (name === rank.feed) return schedule ?? { at: rank.at, days: DAYS };
  return ownFeeds.includes(name) ? schedule : undefined;
}

/** Most days from one draw that is made by itself to the next, of whichever feed. */
export function daysBetweenDraws(config: Config): number {
  const schedules = Object.values(config.feeds).flatMap((feed) => scheduleOf(config, feed) ?? []);
  return longestGap(schedules.flatMap(({ days }) => days));
}

/** The feed called `name`. Throws DriftlineError('usage') that lists those there are. */
export function feedNamed(config: Config, name: string, asked: string): Feed {
  const feed = Object.hasOwn(config.feeds, name) ? config.feeds[name] : undefined;
  if (feed !== undefined) return feed;
  const known = Object.keys(config.feeds).join(', ');
  throw new DriftlineError('usage', `${asked}: there is no feed "${name}"; there are: ${known}`);
}

function freeze<T>(value: T): T {
  if (typeof value === 'object' && value !== null && !Object.isFrozen(value)) {
    Object.values(value).forEach(freeze);
    Object.freeze(value);
  }
  return value;
}
