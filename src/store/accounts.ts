import { hash } from 'node:crypto';
import type { EpochMs } from '../core/clock.ts';
import { lnMicro } from '../core/dice.ts';
import type { WireAccount } from '../core/status.ts';
import { handleOf, isIndexable } from '../core/status_facts.ts';
import type { Database } from './database.ts';
import { openPersonNames } from './person_names.ts';
import { integer, text } from './shape.ts';

export interface Accounts {
  /** Files a person, or finds them, and gives their key; a changed profile is written. */
  readonly keyOf: (loginKey: number, account: WireAccount, observedAtMs: EpochMs) => number;
  /** At the end of a recording: writes until when profiles stood that did not change. */
  readonly settle: () => void;
}

interface Known {
  readonly key: number;
  handle: string;
  profileHash: number;
  observedAtMs: number;
}

const knownRow = {
  account_key: integer,
  handle: text,
  profile_hash: integer,
  observed_at_ms: integer,
};

/** As sql/rank divides by it. */
const LN_2_MICRO = 693_147;

/** Five thousand who are followed, and those whom they boost. */
const REMEMBERED_MAX = 20_000;
/** People who were told of again, unchanged: written together, since that is nearly every post. */
const UNWRITTEN_MAX = 20_000;

/** Thousands of people post again and again: their keys are kept in memory. */
export function openAccounts(database: Database): Accounts {
  const byServerId = database.memory<Known>(REMEMBERED_MAX);
  const byKey = database.memory<Known>(REMEMBERED_MAX); // one for all logins
  const unwritten = openUnwritten(database);
  const find = openFinding(database);
  const add = database.insert('ingest/add_account', ['handle', 'domain', ...PROFILE]);
  const update = database.run('ingest/update_account', ['account_key', ...PROFILE]);
  const addId = database.run('ingest/add_account_id', ['login_key', 'server_id', 'account_key']);
  const names = openPersonNames(database, byServerId.forgetAll);

  const look = (loginKey: number, account: WireAccount, handle: string): Known | undefined => {
    const row = find(loginKey, account.id, handle);
    if (row === undefined) return undefined;
    const { account_key: key, profile_hash: profileHash, observed_at_ms: observedAtMs } = row;
    const remembered = unwritten.get(key) ?? byKey.get(String(key));
    return remembered ?? { key, handle: row.handle, profileHash, observedAtMs };
  };

  const file = (loginKey: number, account: WireAccount, observedAtMs: EpochMs): Known => {
    const handle = handleOf(account);
    const found = look(loginKey, account, handle);
    const known = found ?? addAccount(account, handle, observedAtMs);
    addId({ login_key: loginKey, server_id: account.id, account_key: known.key });
    byKey.keep(String(known.key), known);
    return known;
  };

  const addAccount = (account: WireAccount, handle: string, observedAtMs: EpochMs): Known => {
    const profileHash = hashOf(account);
    const domain = handle.slice(handle.lastIndexOf('@') + 1);
    const key = add({ handle, domain, ...profileOf(account, profileHash, observedAtMs) });
    return { key: key as number, handle, profileHash, observedAtMs };
  };

  return {
    settle: unwritten.write,
    keyOf(loginKey, account, observedAtMs) {
      const name = `${loginKey}/${account.id}`;
      let known = byServerId.get(name);
      if (known === undefined) {
        known = file(loginKey, account, observedAtMs);
        byServerId.keep(name, known);
      }
      if (observedAtMs < known.observedAtMs) {
        const former = handleOf(account);
        if (former !== known.handle) names.heardBefore(known.key, former, known.observedAtMs);
        return known.key;
      }
      const profileHash = hashOf(account);
      if (observedAtMs === known.observedAtMs && profileHash <= known.profileHash) return known.key;
      const isChanged = profileHash !== known.profileHash;
      if (isChanged)
        update({ account_key: known.key, ...profileOf(account, profileHash, observedAtMs) });
      const handle = isChanged ? handleOf(account) : known.handle;
      if (handle !== known.handle) {
        const told = { key: known.key, loginKey, serverId: account.id, handle };
        known.handle = names.rename({ ...told, atMs: observedAtMs });
      }
      known.profileHash = profileHash;
      known.observedAtMs = observedAtMs; // what is told later of an earlier moment is older
      if (isChanged) unwritten.drop(known.key);
      else unwritten.add(known);
      return known.key;
    },
  };
}

/** By the server's id, by their name, and by one that they had: whom the server does not know. */
function openFinding(database: Database) {
  const byId = database.one(
    'ingest/find_account_by_server_id',
    ['login_key', 'server_id'],
    knownRow,
  );
  const byHandle = database.one('ingest/find_account', ['handle'], knownRow);
  const byFormer = database.one('ingest/find_former_account', ['login_key', 'handle'], knownRow);
  return (loginKey: number, serverId: string, handle: string) =>
    byId({ login_key: loginKey, server_id: serverId }) ??
    byHandle({ handle }) ??
    byFormer({ login_key: loginKey, handle });
}

/** Who was told of again, unchanged: the file knows only since when a profile stands. */
function openUnwritten(database: Database) {
  const all = new Map<number, Known>();
  const noteLook = database.run('ingest/note_profile_look', [
    'account_key',
    'profile_hash',
    'observed_at_ms',
  ]);
  const write = () =>
    database.transaction(() => {
      for (const { key, profileHash, observedAtMs } of all.values())
        noteLook({ account_key: key, profile_hash: profileHash, observed_at_ms: observedAtMs });
      all.clear();
    });
  return {
    write,
    get: (key: number) => all.get(key),
    drop: (key: number) => all.delete(key),
    add(known: Known): void {
      all.set(known.key, known);
      if (all.size >= UNWRITTEN_MAX) write();
    },
  };
}

const PROFILE = [
  'display_name',
  'is_bot',
  'is_indexable',
  'followers',
  'statuses',
  'profile',
  'profile_hash',
  'observed_at_ms',
] as const;

function profileOf(account: WireAccount, profileHash: number, observedAtMs: EpochMs) {
  return {
    display_name: String(account.display_name ?? ''),
    is_bot: account.bot === true ? 1 : 0,
    is_indexable: isIndexable(account) ? 1 : 0,
    followers: countOf(account.followers_count),
    statuses: countOf(account.statuses_count),
    profile: JSON.stringify(account),
    profile_hash: profileHash,
    observed_at_ms: observedAtMs,
  };
}

function countOf(value: unknown): number {
  return Number.isSafeInteger(value) ? Math.max(0, value as number) : 0;
}

/** What a person decides about their profile: counts move with every post. */
const DECIDED = [
  'display_name',
  'note',
  'avatar',
  'bot',
  'locked',
  'url',
  'noindex',
  'fields',
  'emojis',
  'moved',
] as const;

/**
 * 53 bits of it, and of the name, with which not every server changes the address. Written plainly:
 * as JSON it would cost more than the hash. Followers count as the ranker sees them, in doublings:
 * else whoever was told of first would say how many there are.
 */
function hashOf(account: WireAccount): number {
  const doublings = Math.floor(lnMicro(countOf(account.followers_count) + 1) / LN_2_MICRO);
  const decided = DECIDED.map((name) => said(account[name]));
  const told = [handleOf(account), ...decided, doublings].join('\n');
  return Number.parseInt(hash('sha1', told).slice(0, 13), 16);
}

function said(value: unknown): string {
  if (typeof value !== 'object' || value === null) return String(value);
  let all = '';
  for (const name in value) all += `${name} ${said((value as Record<string, unknown>)[name])}\n`;
  return all;
}
