import type { EpochMs } from '../core/clock.ts';
import { counted } from '../core/counted.ts';
import { openClientLogins } from '../store/client_logins.ts';
import type { Database } from '../store/database.ts';
import { openDevices } from '../store/devices.ts';
import { openOutbox } from '../store/outbox.ts';

const UNKNOWN = 'it waited in a copy that was restored, and may be done: ask for it again';

/** What an older copy would bring into effect again, though it was taken back or done since. */
export interface ComeBack {
  readonly devices: number;
  readonly clients: number;
  /** Acts that waited for the server, and are not sent. */
  readonly unsent: number;
}

/** Holds back the acts that waited in it: nobody wants a boost of last month sent today. */
export function holdComeBack(database: Database, nowMs: EpochMs): ComeBack {
  const outbox = openOutbox(database);
  let unsent = 0;
  for (;;) {
    const waiting = outbox.list(Number.MAX_SAFE_INTEGER);
    if (waiting.length === 0) break;
    for (const { outbox_key } of waiting) outbox.refused(outbox_key, UNKNOWN, nowMs);
    unsent += waiting.length;
  }
  return {
    devices: openDevices(database).list().length,
    clients: openClientLogins(database).list().length,
    unsent,
  };
}

/** For a person: who may come in again, and what is not sent. */
export function comeBackWords({ devices, clients, unsent }: ComeBack): readonly string[] {
  const who = [
    ...(devices === 0 ? [] : [counted(devices, 'device')]),
    ...(clients === 0 ? [] : [counted(clients, 'client')]),
  ].join(' and ');
  return [
    ...(who === ''
      ? []
      : [
          `As in the copy, ${who} may come in, though turned away since: "driftline devices" lists them.`,
        ]),
    ...(unsent === 0
      ? []
      : [
          `${counted(unsent, 'act')} waited in the copy and may be done: the page Words lists them.`,
        ]),
  ];
}
