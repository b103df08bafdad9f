import { join, resolve } from 'node:path';
import { DriftlineError } from '../core/errors.ts';
import { type Session, said } from './session.ts';
import type { Surroundings } from './surroundings.ts';

/** What a service of the machine needs in order to start this Driftline as it was started now. */
export interface Service {
  /** Node, this program, and the options that say where everything is. */
  readonly words: readonly string[];
  /** Environment that it must have too. */
  readonly env: Readonly<Record<string, string>>;
  readonly databaseFile: string;
}

/** Places: a relative one would count from where the service is started. */
const PLACES = [
  'DRIFTLINE_DB',
  'DRIFTLINE_CONFIG',
  'DRIFTLINE_TOKEN_FILE',
  'NODE_EXTRA_CA_CERTS', // a server at home with a certificate of its own
];
const CARRIED = [
  ...PLACES,
  'DRIFTLINE_SERVER',
  'DRIFTLINE_PACE',
  'XDG_CONFIG_HOME',
  'XDG_DATA_HOME',
  'XDG_CACHE_HOME',
  'TZ', // whose nights these are, where the settings do not say
];

/** Ours to ask for, where a draw finds too little; the rest may be a debugger's of this shell. */
const MEMORY = /--max-old-space-size=\d+/;

/**
 * Throws DriftlineError('usage') where that could not be written down: a token must stand in no unit
 * and no crontab.
 */
export function serviceOf(
  options: { readonly db?: string; readonly config?: string },
  session: Session,
  surroundings: Surroundings,
): Service {
  const { env, machine } = surroundings;
  if (said(env.DRIFTLINE_TOKEN) !== undefined)
    throw new DriftlineError(
      'usage',
      'DRIFTLINE_TOKEN is set, and a token may stand in no unit or crontab: log in, or put it into a file and set DRIFTLINE_TOKEN_FILE',
    );
  const absolute = (path: string) => resolve(machine.folder, path);
  const kept = CARRIED.flatMap((name): [string, string][] => {
    const value = said(env[name]);
    if (value === undefined) return [];
    return [[name, PLACES.includes(name) ? absolute(value) : value]];
  });
  const memory = MEMORY.exec(said(env.NODE_OPTIONS) ?? '');
  if (memory !== null) kept.push(['NODE_OPTIONS', memory[0]]);
  const words = [
    lastingNode(surroundings),
    machine.script,
    ...(options.db === undefined ? [] : ['--db', absolute(options.db)]),
    ...(options.config === undefined ? [] : ['--config', absolute(options.config)]),
  ];
  for (const word of [...words, ...kept.map(([, value]) => value)]) mustBeOneLine(word);
  return {
    words,
    env: Object.fromEntries(kept),
    databaseFile: absolute(session.databaseFile),
  };
}

/** Homebrew and Nix take a version's folder away with it, and move a name that stays on. */
const OF_ONE_VERSION = /\/(?:Cellar|nix\/store)\//;

/**
 * Node by a name that outlives its next version, where that replaces this one. Of others the path
 * itself is meant: on PATH may stand what lives no longer than a shell.
 */
function lastingNode({ env, files, machine: { node } }: Surroundings): string {
  if (!OF_ONE_VERSION.test(node)) return node;
  const folders = (said(env.PATH) ?? '').split(':').filter((one) => one.startsWith('/'));
  const named = folders.map((folder) => join(folder, 'node'));
  return named.find((one) => !OF_ONE_VERSION.test(one) && files.realPath(one) === node) ?? node;
}

function mustBeOneLine(word: string): void {
  if (!/\p{Cc}/u.test(word)) return;
  const shown = JSON.stringify(word);
  throw new DriftlineError('usage', `${shown} has a line break in it: name another place`);
}
