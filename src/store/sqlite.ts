import { createRequire } from 'node:module';
import { basename, dirname } from 'node:path';
import Sqlite from 'better-sqlite3';
import { DriftlineError } from '../core/errors.ts';

const require = createRequire(import.meta.url);

export { Sqlite };
export type Connection = Sqlite.Database;
export type Statement = Sqlite.Statement<unknown[], Record<string, unknown>>;

/** The object inside a connection that better-sqlite3 makes statements with, pragmas too. */
interface Maker {
  prepare: (...args: unknown[]) => object;
}

/**
 * Where its installer puts the compiled part. The package itself looks for it in a dozen places, by
 * another package's help, which takes a start 1 ms of the processor.
 */
const NATIVE_PLACE = 'better-sqlite3/build/Release/better_sqlite3.node';

const KEPT = Symbol.for('driftline.kept');

/**
 * Opens a file, and keeps the connection and every statement of it from the garbage collector until
 * the process ends. A statement compiled against the headers of Node 24.19 and newer aborts the
 * process when it is collected while no code runs (https://github.com/nodejs/node/issues/65446), as
 * it would be in any server that is idle. There are few of them, each prepared once; closing the
 * connection gives back what they hold of SQLite. Version 13 of the package has no such trouble,
 * but does not run on Node 20. Throws DriftlineError('busy') where the compiled part cannot be had.
 */
export function openConnection(file: string | Buffer, options: Sqlite.Options = {}): Connection {
  const connection = open(file, options);
  const maker = makerOf(connection);
  const prototype = Object.getPrototypeOf(maker) as Maker & { [KEPT]?: Set<object> };
  const kept = prototype[KEPT] ?? keepStatements(prototype);
  kept.add(connection);
  return connection;
}

function open(file: string | Buffer, options: Sqlite.Options): Connection {
  try {
    return new Sqlite(file, { nativeBinding: findNative(), ...options });
  } catch (error) {
    const { code, tries } = error as NodeJS.ErrnoException & { readonly tries?: unknown };
    const words = code === 'ERR_DLOPEN_FAILED' ? MISFIT : tries === undefined ? undefined : MISSING;
    throw words === undefined ? error : new DriftlineError('busy', words, { cause: error });
  }
}

/** A system that is brought up to date brings another Node, sooner or later. */
const MISFIT =
  "better-sqlite3's compiled part cannot be loaded: Node is another than the one that it was " +
  'installed with, perhaps; install Driftline again with this Node, over the old one, and start ' +
  'what runs anew';
const MISSING =
  "better-sqlite3's compiled part is missing: where a new version is being installed, wait for its " +
  'end and start this one anew; else install Driftline again, with ' +
  '--allow-scripts=driftline,better-sqlite3 where npm runs no scripts of packages, by pnpm with ' +
  '--allow-build=better-sqlite3';

/** Where it lies elsewhere, that other package looks for it, from the package's own folder on. */
function findNative(): string {
  try {
    return require.resolve(NATIVE_PLACE);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'MODULE_NOT_FOUND') throw error;
    const manifest = require.resolve('better-sqlite3/package.json');
    const bindings = createRequire(manifest)('bindings') as (asked: object) => string;
    const place = { bindings: basename(NATIVE_PLACE), module_root: dirname(manifest) };
    return bindings({ ...place, path: true });
  }
}

function makerOf(connection: Connection): Maker {
  const inside = connection as unknown as Readonly<Record<symbol, Partial<Maker> | undefined>>;
  for (const name of Object.getOwnPropertySymbols(connection)) {
    const maker = inside[name];
    if (typeof maker?.prepare === 'function') return maker as Maker;
  }
  throw new TypeError('better-sqlite3 makes its statements elsewhere now: see store/sqlite.ts');
}

function keepStatements(prototype: Maker & { [KEPT]?: Set<object> }): Set<object> {
  const kept = new Set<object>();
  const { prepare } = prototype;
  prototype.prepare = function keep(this: Maker, ...args) {
    const statement = prepare.apply(this, args);
    kept.add(statement);
    return statement;
  };
  prototype[KEPT] = kept;
  return kept;
}
