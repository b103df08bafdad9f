import { createHash } from 'node:crypto';
import { type EpochMs, HOUR_MS, MINUTE_MS } from '../core/clock.ts';
import type { Database } from './database.ts';
import { integer, nullable, oneOf, type RowOf, text } from './shape.ts';

/** What a device's secret opens. */
const opens = oneOf('page', 'subscriptions');

const foundRow = {
  device_key: integer,
  name: text,
  opens,
  used_at_ms: nullable(integer),
};

const listedRow = { ...foundRow, paired_at_ms: integer };

/** So long a one-time link may wait to be opened. */
export const PAIRING_TAKES_MS = 10 * MINUTE_MS;
/** A row for each picture of each page would be too many. */
const MARK_USED_EVERY_MS = HOUR_MS;
const NAME_CHARACTERS_MAX = 60;

/**
 * Devices that are let in from elsewhere, and the one-time links that let them in. Secrets come in
 * as they are and are kept as hashes: they are long and random, so a plain SHA-256 does.
 */
export function openDevices(database: Database) {
  const addPairing = database.run('serve/add_pairing', ['code_hash', 'made_at_ms', 'ends_at_ms']);
  const findPairing = database.one('serve/find_pairing', ['code_hash', 'now_ms'], {
    ends_at_ms: integer,
  });
  const usePairing = database.run('serve/use_pairing', ['code_hash', 'now_ms']);
  const forgetPairings = database.run('serve/forget_pairings', ['before_ms']);
  const add = database.insert('serve/add_device', ['secret_hash', 'name', 'opens', 'paired_at_ms']);
  const find = database.one('serve/find_device', ['secret_hash'], foundRow);
  const markUsed = database.run('serve/mark_device_used', ['device_key', 'now_ms']);
  const list = database.many('serve/list_devices', [], listedRow);
  const revoke = database.run('serve/revoke_device', ['device_key', 'now_ms']);

  const admit = (secret: string, name: string, what: Device['opens'], nowMs: EpochMs) =>
    add({
      secret_hash: hashOf(secret),
      name: name.trim().slice(0, NAME_CHARACTERS_MAX) || 'a device',
      opens: what,
      paired_at_ms: nowMs,
    });

  return {
    /** `code` lets one device in, for some minutes. */
    invite(code: string, nowMs: EpochMs): void {
      forgetPairings({ before_ms: nowMs });
      const endsAtMs = nowMs + PAIRING_TAKES_MS;
      addPairing({ code_hash: hashOf(code), made_at_ms: nowMs, ends_at_ms: endsAtMs });
    },
    isInvited: (code: string, nowMs: EpochMs): boolean =>
      findPairing({ code_hash: hashOf(code), now_ms: nowMs }) !== undefined,
    /** Whether the link held; it does not any more. */
    pair(code: string, secret: string, name: string, nowMs: EpochMs): boolean {
      return database.transaction(() => {
        if (usePairing({ code_hash: hashOf(code), now_ms: nowMs }) === 0) return false;
        admit(secret, name, 'page', nowMs);
        return true;
      });
    },
    /** Something that reads subscriptions, and may nothing else. */
    admitReader(secret: string, name: string, nowMs: EpochMs): void {
      admit(secret, name, 'subscriptions', nowMs);
    },
    /** Who has this secret; that it was used is remembered. */
    recognise(secret: string, nowMs: EpochMs): Device | undefined {
      const device = find({ secret_hash: hashOf(secret) });
      if (device === undefined) return undefined;
      if (nowMs - (device.used_at_ms ?? 0) >= MARK_USED_EVERY_MS)
        markUsed({ device_key: device.device_key, now_ms: nowMs });
      return device;
    },
    list: (): readonly ListedDevice[] => list(),
    /** Whether there was such a device. */
    revoke: (deviceKey: number, nowMs: EpochMs): boolean =>
      revoke({ device_key: deviceKey, now_ms: nowMs }) > 0,
  };
}

export type Devices = ReturnType<typeof openDevices>;
export type Device = RowOf<typeof foundRow>;
export type ListedDevice = RowOf<typeof listedRow>;

function hashOf(secret: string): Uint8Array {
  return createHash('sha256').update(secret).digest();
}
