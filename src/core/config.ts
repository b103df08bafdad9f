import { DriftlineError } from './errors.ts';
import { type Feed, MORNING } from './feed.ts';

/** The owner's settings: config.toml over the defaults. Frozen. */
export interface Config {
  /** Origin of the owner's server. The environment and the login win over it. */
  readonly server?: string;
  /** IANA name; undefined: the machine's own. */
  readonly timezone?: string;
  readonly serve: { readonly port: number };
  readonly rank: {
    /** HH:MM in `timezone`: when `run` draws. */
    readonly at: string;
    /** The feed that is drawn where none is named. */
    readonly feed: string;
  };
  /** `morning` is always among them. */
  readonly feeds: Readonly<Record<string, Feed>>;
}

export const DEFAULTS: Config = freeze({
  serve: { port: 4040 },
  rank: { at: '05:30', feed: MORNING.name },
  feeds: { [MORNING.name]: MORNING },
});

/**
 * Reads the text of config.toml; undefined (there is none) means the defaults. Throws
 * DriftlineError('usage') that names the file, the line and what would be right. The readers are
 * loaded only where there is something to read: start-up is counted.
 */
export async function readConfig(source: string | undefined, file: string): Promise<Config> {
  if (source === undefined || source.trim() === '') return DEFAULTS;
  const { parse, TomlError } = await import('smol-toml');
  let written: unknown;
  try {
    written = parse(source);
  } catch (error) {
    if (!(error instanceof TomlError)) throw error;
    const reason = error.message.split('\n')[0]?.replace(/^Invalid TOML document: /, '');
    throw mistake(file, error.line, `${reason}`, error);
  }
  const { checkConfig } = await import('./config_shape.ts');
  const checked = checkConfig(written);
  if ('problem' in checked) throw mistake(file, lineOf(source, checked.path), checked.problem);
  return complete(checked.config, file);
}

/**
 * What may stand in the file: everything is optional, a feed's settings stand over another feed's.
 */
export interface WrittenConfig {
  readonly server?: string | undefined;
  readonly timezone?: string | undefined;
  readonly serve?: { readonly port?: number | undefined } | undefined;
  readonly rank?:
    | { readonly at?: string | undefined; readonly feed?: string | undefined }
    | undefined;
  readonly feeds?: Readonly<Record<string, WrittenFeed>> | undefined;
}

export interface WrittenFeed {
  readonly size?: number | undefined;
  readonly temperature?: number | undefined;
  readonly per_author?: number | undefined;
  readonly spacing?: number | undefined;
  readonly reach_days?: number | undefined;
  readonly deadline_days?: number | undefined;
  readonly quiet_deadline_days?: number | undefined;
  readonly quotas?: Readonly<Record<string, number>> | undefined;
  readonly exponents?: Readonly<Record<string, number>> | undefined;
}

function complete(written: WrittenConfig, file: string): Config {
  const feeds: Record<string, Feed> = { ...DEFAULTS.feeds };
  for (const [name, feed] of Object.entries(written.feeds ?? {})) feeds[name] = feedOf(name, feed);
  const config: Config = {
    ...(written.server === undefined ? {} : { server: written.server }),
    ...(written.timezone === undefined ? {} : { timezone: written.timezone }),
    serve: { port: written.serve?.port ?? DEFAULTS.serve.port },
    rank: {
      at: written.rank?.at ?? DEFAULTS.rank.at,
      feed: written.rank?.feed ?? DEFAULTS.rank.feed,
    },
    feeds,
  };
  feedNamed(config, config.rank.feed, `${file}: rank.feed`);
  return freeze(config);
}

/** A feed in the file says only what differs from `morning`. */
function feedOf(name: string, written: WrittenFeed): Feed {
  return {
    name,
    size: written.size ?? MORNING.size,
    temperature: written.temperature ?? MORNING.temperature,
    quotas: { ...MORNING.quotas, ...written.quotas },
    perAuthor: written.per_author ?? MORNING.perAuthor,
    spacing: written.spacing ?? MORNING.spacing,
    reachDays: written.reach_days ?? MORNING.reachDays,
    deadlineDays: written.deadline_days ?? MORNING.deadlineDays,
    quietDeadlineDays: written.quiet_deadline_days ?? MORNING.quietDeadlineDays,
    exponents: { ...MORNING.exponents, ...written.exponents },
  };
}

/** The feed called `name`. Throws DriftlineError('usage') that lists those there are. */
export function feedNamed(config: Config, name: string, asked: string): Feed {
  const feed = Object.hasOwn(config.feeds, name) ? config.feeds[name] : undefined;
  if (feed !== undefined) return feed;
  const known = Object.keys(config.feeds).join(', ');
  throw new DriftlineError('usage', `${asked}: there is no feed "${name}"; there are: ${known}`);
}

/** Where the deepest part of `path` that stands in the text is written, from 1. */
function lineOf(source: string, path: readonly string[]): number | undefined {
  const lines = source.split('\n');
  let found: number | undefined;
  let from = 0;
  for (const key of path) {
    const name = key.replace(/[^\w-]/g, '.');
    const at = lines.findIndex(
      (line, index) =>
        index >= from && new RegExp(`(^|[\\s.["'])${name}["']?\\s*[\\].=]`).test(line),
    );
    if (at < 0) continue;
    found = at + 1;
    from = at;
  }
  return found;
}

function mistake(file: string, line: number | undefined, problem: string, cause?: unknown) {
  const where = line === undefined ? file : `${file}, line ${line}`;
  return new DriftlineError('usage', `${where}: ${problem}`, { cause });
}

function freeze<T>(value: T): T {
  if (typeof value === 'object' && value !== null && !Object.isFrozen(value)) {
    Object.values(value).forEach(freeze);
    Object.freeze(value);
  }
  return value;
}
