import { drawKey, factorOf, halfMicro, lnMicro, type SeedWords } from '../core/dice.ts';
import { DriftlineError } from '../core/errors.ts';
import { bareProfile } from './bare_profile.ts';
import { guardOf, storageErrorOf } from './failure.ts';
import { type Memory, openMemory } from './memory.ts';
import { openOnce } from './once.ts';
import { unpackedAnyhow } from './packing.ts';
import { makePrivate } from './private_file.ts';
import { reads, writes } from './reads_and_writes.ts';
import { onlyInPlace } from './same_file.ts';
import type { RowOf, Shape } from './shape.ts';
import { type Connection, openConnection } from './sqlite.ts';
import { openStatements } from './statements.ts';
import { hastyWhileHeld } from './waiting_writes.ts';

export type Value = string | number | bigint | null | Uint8Array;
export type Values = Readonly<Record<string, Value>>;

/** One SQLite file (or ':memory:'). Statements are files under sql/, prepared on first use. */
export interface Database {
  readonly file: string;
  /**
   * All rows of sql/`name`.sql. `params` names its @parameters, `shape` its columns, both exactly.
   */
  readonly many: <S extends Shape>(
    name: string,
    params: readonly string[],
    shape: S,
  ) => (values?: Values) => readonly RowOf<S>[];
  /**
   * Like `many`, a row at a time, for what may be millions. From the first to the last this
   * connection reads one unchanging state of the database, and must not write.
   */
  readonly each: <S extends Shape>(
    name: string,
    params: readonly string[],
    shape: S,
  ) => (values?: Values) => Generator<RowOf<S>, void>;
  /** Its first row, or undefined. */
  readonly one: <S extends Shape>(
    name: string,
    params: readonly string[],
    shape: S,
  ) => (values?: Values) => RowOf<S> | undefined;
  /**
   * Like `one`, for a row with 64-bit integers: columns declared `wide` are bigints, the rest
   * numbers.
   */
  readonly wideOne: Database['one'];
  /** A statement that writes. Gives the number of changed rows. */
  readonly run: (name: string, params: readonly string[]) => (values?: Values) => number;
  /**
   * An `insert … on conflict do nothing`. Gives the new row's key, or undefined where it was there.
   */
  readonly insert: (
    name: string,
    params: readonly string[],
  ) => (values?: Values) => number | undefined;
  /** Runs `work` in one immediate transaction; nested calls join the outer one. */
  readonly transaction: <T>(work: () => T) => T;
  /**
   * `read`, but not again in one transaction unless something was written there to `tables`, which
   * are all that it reads.
   */
  readonly once: <V>(tables: readonly string[], read: () => V) => () => V;
  /** Up to `most` values by their names; empty again when a transaction is rolled back. */
  readonly memory: <V>(most: number) => Memory<V>;
  /** Runs `work` on one unchanging state of the database. */
  readonly snapshot: <T>(work: () => T) => T;
  /** For migrations, pragmas and backup: the connection itself. */
  readonly connection: Connection;
  readonly close: () => void;
}

const BUSY_TIMEOUT_MS = 10_000;
const CACHE_KIB = 65_536; // performance.md, section 3: 1.02 × instead of 1.35 × at 3M rows

export interface ConnectOptions {
  readonly readonly?: boolean;
  /** The bytes of the file, opened in memory in its place. */
  readonly content?: Buffer;
  /** Made by this program a moment ago, of views alone perhaps. */
  readonly isOurs?: boolean;
}

/** Opens `file` without migrating it. Throws DriftlineError('storage') with the remedy. */
export function connect(file: string, options: ConnectOptions = {}): Database {
  let connection: Connection;
  try {
    if (!options.readonly && !options.content) makePrivate(file);
    connection = openConnection(options.content ?? file, {
      readonly: options.readonly ?? false,
      timeout: BUSY_TIMEOUT_MS,
    });
    if (!options.isOurs) refuseForeign(connection, file);
    if (!connection.readonly) {
      // So that prune can give back disk space. Of a file that is made already it would write the
      // first page anew, and each command that only asks would be a writer.
      if (connection.pragma('page_count', { simple: true }) === 0)
        connection.pragma('auto_vacuum = incremental');
      connection.pragma('journal_mode = wal');
      connection.pragma('synchronous = normal');
      // What its author took back is gone from the disk as well, and so from every copy of it.
      connection.pragma('main.secure_delete = on');
    }
    connection.pragma(`cache_size = -${CACHE_KIB}`);
    connection.pragma('foreign_keys = off'); // performance.md, section 6; a test checks them instead
  } catch (error) {
    throw storageErrorOf(error, file);
  }
  registerFunctions(connection);
  return overConnection(connection, file);
}

/** What another program keeps would be given our tables, and a log that it may not expect. */
function refuseForeign(connection: Connection, file: string): void {
  const ours = connection.prepare(
    `select count(*) = 0 or count(iif(name in ('statuses', 'editions', 'exposures'), 1, null)) = 3
       from sqlite_schema`,
  );
  if (ours.pluck().get() === 1) return;
  connection.close();
  throw new DriftlineError('storage', `${file} is no Driftline database: name another file`);
}

/**
 * What SQL may call beyond SQLite's own: the logarithm and the draw (core/dice.ts says why), the
 * text of a packed body, null where that is damaged, and what stands for a damaged profile.
 */
function registerFunctions(connection: Connection): void {
  connection.function('ln_micro', { deterministic: true }, (factor) => lnMicro(factor as number));
  connection.function('half_micro', { deterministic: true }, (ageMs, halfLifeMs) =>
    halfMicro(ageMs as number, halfLifeMs as number),
  );
  connection.function('unpacked', { deterministic: true }, (body, dictionary) =>
    unpackedAnyhow(body as Uint8Array, (dictionary ?? undefined) as Uint8Array | undefined),
  );
  connection.function('bare_profile', { deterministic: true }, (handle, serverId) =>
    bareProfile(handle as string, serverId as string | null),
  );
  connection.function('factor', { deterministic: true }, (micro) => factorOf(micro as number));
  connection.function(
    'draw_key',
    { deterministic: true },
    (first, second, diceKey, scoreMicro, temperature) => {
      const words: SeedWords = { first: first as number, second: second as number };
      return drawKey(words, diceKey as number, scoreMicro as number, temperature as number);
    },
  );
}

function overConnection(connection: Connection, file: string): Database {
  const guard = guardOf(file);
  const guardWrite = onlyInPlace(connection, file, hastyWhileHeld(connection, guard));
  const declare = openStatements(connection, guard);
  const memories: { readonly forgetAll: () => void }[] = [];
  const once = openOnce();
  const begin = <T>(work: () => T): T => {
    try {
      once.begin();
      return guardWrite(() => connection.transaction(work).immediate());
    } catch (error) {
      for (const memory of memories) memory.forgetAll();
      throw error;
    } finally {
      once.end();
    }
  };
  return {
    file,
    connection,
    ...reads(declare, guard),
    ...writes(declare, guardWrite, once.wrote),
    once: once.over,
    transaction: (work) => (connection.inTransaction ? work() : begin(work)),
    memory<V>(most: number) {
      const memory = openMemory<V>(most);
      memories.push(memory);
      return memory;
    },
    snapshot: (work) =>
      connection.inTransaction ? work() : guard(() => connection.transaction(work).deferred()),
    close: () => connection.close(),
  };
}
