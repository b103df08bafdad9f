import { type EpochMs, isoOf } from '../../src/core/clock.ts';
import { type HomeEntry, parseHomeEntry, type WireAccount } from '../../src/core/status.ts';
import { openFiling } from '../../src/store/filing.ts';
import { openLogins } from '../../src/store/logins.ts';
import { openDatabase } from '../../src/store/migrate.ts';
import { aNewDatabase } from './new_database.ts';

export const START_MS = Date.parse('2026-11-01T06:00:00.000Z') as EpochMs;
export const OWNER_ID = '1';

/** `atMs` in hours after the start of every test's history. */
export function hours(count: number): EpochMs {
  return (START_MS + count * 3_600_000) as EpochMs;
}

export function account(name: string, more: object = {}): WireAccount {
  return {
    id: `9${[...name].map((letter) => letter.charCodeAt(0)).join('')}`,
    username: name,
    acct: `${name}@example.social`,
    url: `https://example.social/@${name}`,
    display_name: name,
    followers_count: 100,
    ...more,
  };
}

export interface PostWords {
  readonly id: string;
  readonly by: string;
  readonly atMs: EpochMs;
  readonly more?: object;
}

export function statusJson({ id, by, atMs, more = {} }: PostWords) {
  return {
    id,
    uri: `https://example.social/users/${by}/statuses/${id}`,
    url: `https://example.social/@${by}/${id}`,
    created_at: isoOf(atMs),
    account: account(by),
    content: `<p>${by} says ${id}</p>`,
    visibility: 'public',
    favourites_count: 0,
    reblogs_count: 0,
    replies_count: 0,
    ...more,
  };
}

export function post(words: PostWords): HomeEntry {
  return parseHomeEntry(statusJson(words));
}

export function boost(id: string, by: string, atMs: EpochMs, of: PostWords): HomeEntry {
  return parseHomeEntry({
    id,
    created_at: isoOf(atMs),
    account: account(by),
    reblog: statusJson(of),
  });
}

/** An empty database with one login, or that of a file or its bytes; and the nouns that write. */
export function aHome(from?: string | Buffer) {
  const database = typeof from === 'string' ? openDatabase(from) : aNewDatabase(from);
  const filing = openFiling(database);
  const login = openLogins(database).findOrAdd({
    server: 'https://example.social',
    ownerId: OWNER_ID,
    acct: 'me@example.social',
    atMs: START_MS,
  });
  const receive = (entry: HomeEntry, atMs: EpochMs) =>
    filing.file(login.loginKey, [entry], { atMs, how: 'import' });
  return { database, filing, login, receive };
}
