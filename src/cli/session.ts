import { dirname, join, resolve } from 'node:path';
import type { Command } from 'commander';
import type { Config } from '../core/config.ts';
import { DriftlineError } from '../core/errors.ts';
import { type Log, lineLog, terminalLog } from '../core/log.ts';
import type { Database } from '../store/database.ts';
import { mustHaveSettings } from './settings_there.ts';
import type { Surroundings } from './surroundings.ts';

/** What the global options and the environment say. */
export interface Session {
  readonly databaseFile: string;
  /** By an option or a variable of the environment: then its folder may hold other things. */
  readonly isDatabaseNamed: boolean;
  /** Whether it lies where it does when nobody names it. */
  readonly isDatabaseUsual: boolean;
  readonly configFile: string;
  /** What named it: an option, a variable of the environment, or nothing but the usual place. */
  readonly configNamedBy: '--config' | 'DRIFTLINE_CONFIG' | undefined;
  readonly credentialsFile: string;
  /** What the sliders of the page say; it goes over the settings. */
  readonly slidersFile: string;
  /** What may be thrown away at any time: pictures. */
  readonly mediaFolder: string;
  readonly asJson: boolean;
  readonly log: Log;
  readonly config: () => Promise<Config>;
  /**
   * Opens the database; where there is none, makes it or says so with the remedy. `read` asks of one
   * that must exist, and makes do with one that cannot be written; `as it stands` also with one that
   * an older Driftline still uses.
   */
  readonly openDatabase: (how: OpenHow) => Promise<Database>;
  /**
   * Looks through a whole database. On a terminal a line says so where that takes seconds, and is
   * gone when it is done.
   */
  readonly lookThrough: <T>(look: () => T) => T;
  /** One JSON document on stdout. */
  readonly answer: (document: unknown) => void;
  /** Lines on stdout, for a person. */
  readonly say: (...lines: readonly string[]) => void;
}

type OpenHow = 'make' | 'must exist' | 'read' | 'as it stands';

interface GlobalOptions {
  readonly db?: string;
  readonly config?: string;
  readonly json?: boolean;
}

/** A gigabyte is read through in some two seconds, by who has it in memory. */
const LONG_BYTES = 500e6;
const LINE_CLEARED = '\r\u001b[K';

export function openSession(command: Command, surroundings: Surroundings): Session {
  const { env, files, stdout, stderr, time } = surroundings;
  const options = command.optsWithGlobals<GlobalOptions>();
  for (const name of ['db', 'config'] as const)
    if (options[name] === '')
      // a script's variable that is not set
      throw new DriftlineError('usage', `--${name} names no file: give one, or leave it away`);
  const configNamedBy = options.config !== undefined ? '--config' : namedByEnvironment(env);
  const configFile = options.config ?? said(env.DRIFTLINE_CONFIG) ?? configPlace(env);
  const slidersFile = join(dirname(configFile), 'sliders.toml');
  const credentialsFile = join(dirname(configFile), 'credentials.json');
  const namedDatabase = options.db ?? said(env.DRIFTLINE_DB);
  const databaseFile = namedDatabase ?? databasePlace(env);
  return {
    databaseFile,
    isDatabaseNamed: namedDatabase !== undefined,
    isDatabaseUsual: namedDatabase === undefined || isUsual(namedDatabase, surroundings),
    configFile,
    configNamedBy,
    credentialsFile,
    slidersFile,
    mediaFolder: mediaPlace(env, databaseFile),
    asJson: options.json === true,
    log: (stderr.isTerminal ? terminalLog : lineLog)(time.now, stderr.write),
    config: async () => {
      mustHaveSettings({ configFile, configNamedBy }, surroundings);
      const { readConfig } = await import('../core/config.ts');
      const sliders = { source: files.readText(slidersFile), file: slidersFile };
      return readConfig(files.readText(configFile), configFile, sliders);
    },
    openDatabase: (how) => {
      const given = said(env.DRIFTLINE_TOKEN) ?? said(env.DRIFTLINE_TOKEN_FILE);
      const isLoggedIn = given !== undefined || files.exists(credentialsFile);
      const first = isLoggedIn ? 'driftline run' : 'driftline login SERVER';
      return openOwn({ file: databaseFile, how, first }, surroundings);
    },
    lookThrough: (look) => {
      const bytes = files.sizeOf(databaseFile);
      if (!stderr.isTerminal || bytes < LONG_BYTES) return look();
      stderr.write(`Reading ${(bytes / 1e9).toFixed(1)} GB …`);
      try {
        return look();
      } finally {
        stderr.write(LINE_CLEARED);
      }
    },
    answer: (document) => stdout.write(`${JSON.stringify(document)}\n`),
    say: (...lines) => void (lines.length > 0 && stdout.write(`${lines.join('\n')}\n`)),
  };
}

interface Opening {
  readonly file: string;
  readonly how: OpenHow;
  /** The command that makes a database, as things stand. */
  readonly first: string;
}

async function openOwn({ file, how, first }: Opening, { files }: Surroundings): Promise<Database> {
  if (how === 'make') files.makeFolder(dirname(file));
  else if (!files.exists(file)) {
    throw new DriftlineError(
      'not_found',
      `there is no database at ${file}: start with "${first}", or name another with --db`,
    );
  }
  if (how === 'read' || how === 'as it stands') {
    const { openAsItStands, openForReading } = await import('../store/read_only.ts');
    return how === 'read' ? openForReading(file) : openAsItStands(file);
  }
  const { openDatabase } = await import('../store/migrate.ts');
  return openDatabase(file);
}

function namedByEnvironment(env: Surroundings['env']): Session['configNamedBy'] {
  return said(env.DRIFTLINE_CONFIG) === undefined ? undefined : 'DRIFTLINE_CONFIG';
}

/** An environment variable that is set to nothing says nothing. */
export function said(value: string | undefined): string | undefined {
  return value === undefined || value === '' ? undefined : value;
}

/** https://specifications.freedesktop.org/basedir-spec/latest/ */
function configPlace(env: Surroundings['env']): string {
  const folder = said(env.XDG_CONFIG_HOME) ?? join(home(env), '.config');
  return join(folder, 'driftline', 'config.toml');
}

function isUsual(file: string, { env, machine }: Surroundings): boolean {
  const hasPlace = (said(env.XDG_DATA_HOME) ?? homeOf(env)) !== undefined;
  return hasPlace && resolve(machine.folder, file) === resolve(machine.folder, databasePlace(env));
}

function databasePlace(env: Surroundings['env']): string {
  const folder = said(env.XDG_DATA_HOME) ?? join(home(env), '.local', 'share');
  return join(folder, 'driftline', 'driftline.db');
}

/**
 * In the cache, not beside the database: what lies there can be had again, so backups and those who
 * look for room pass it by. Who has no home has it beside the database.
 */
function mediaPlace(env: Surroundings['env'], databaseFile: string): string {
  const home = homeOf(env);
  const folder =
    said(env.XDG_CACHE_HOME) ?? (home === undefined ? undefined : join(home, '.cache'));
  return join(folder ?? dirname(databaseFile), 'driftline', 'media');
}

function homeOf(env: Surroundings['env']): string | undefined {
  return said(env.HOME) ?? said(env.USERPROFILE);
}

function home(env: Surroundings['env']): string {
  const folder = homeOf(env);
  if (folder !== undefined) return folder;
  throw new DriftlineError('usage', 'HOME is not set: name the places with --db and --config');
}
