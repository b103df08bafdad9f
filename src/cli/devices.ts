import type { Command } from 'commander';
import { type EpochMs, isoOf } from '../core/clock.ts';
import { DriftlineError } from '../core/errors.ts';
import { timeWords } from '../http/web/time_words.ts';
import { type ListedClient, openClientLogins } from '../store/client_logins.ts';
import type { ListedDevice } from '../store/devices.ts';
import { openDevices } from '../store/devices.ts';
import { openSession } from './session.ts';
import type { Surroundings } from './surroundings.ts';
import { printable } from './terminal_text.ts';
import { timezoneOf } from './timezone.ts';

export function define(command: Command, surroundings: Surroundings): void {
  command
    .argument('[word]', '"revoke" turns a device or a client away')
    .argument('[number]', 'which one, as the list says: 2 is a device, c2 a client')
    .action((word: string | undefined, number: string | undefined) =>
      word === undefined
        ? list(command, surroundings)
        : revoke(command, surroundings, { word, number }),
    );
}

const OPENS = { page: 'reads everything', subscriptions: 'reads subscriptions' } as const;

async function list(command: Command, surroundings: Surroundings): Promise<void> {
  const session = openSession(command, surroundings);
  const words = timeWords(timezoneOf(await session.config()), surroundings.time.now);
  const database = await session.openDatabase('read');
  try {
    const devices = openDevices(database).list();
    const clients = openClientLogins(database).list();
    if (session.asJson)
      return session.answer([...devices.map(documentOf), ...clients.map(clientDocumentOf)]);
    if (devices.length === 0)
      session.say('No device is paired: "driftline serve --pair" makes a link for one.');
    const lineOf = (device: ListedDevice) => {
      const used =
        device.used_at_ms === null ? 'never used' : `last used ${words.short(device.used_at_ms)}`;
      const since = `paired ${words.short(device.paired_at_ms)}`;
      const key = `${device.device_key}`.padStart(3);
      return `${key}  ${printable(device.name)}: ${OPENS[device.opens]}, ${since}, ${used}`;
    };
    session.say(...devices.map(lineOf));
    if (clients.length > 0) session.say('', 'Clients that you let in:');
    session.say(...clients.map((client) => clientLine(client, words)));
    if (devices.length + clients.length > 0)
      session.say('', 'Turn one away: driftline devices revoke NUMBER');
  } finally {
    database.close();
  }
}

function clientLine(client: ListedClient, words: ReturnType<typeof timeWords>): string {
  const { token_key, name, scopes, created_at_ms, used_at_ms, counts_seen } = client;
  const used = used_at_ms === null ? 'never used' : `last used ${words.short(used_at_ms)}`;
  const counts = counts_seen === 1 ? 'may count' : 'never counts';
  return (
    `${`c${token_key}`.padStart(3)}  ${printable(name)}: may ${printable(scopes)}, ` +
    `let in ${words.short(created_at_ms)}, ${used}; what it shows ${counts} as seen`
  );
}

function clientDocumentOf(client: ListedClient) {
  const { token_key, name, scopes, created_at_ms, used_at_ms, counts_seen } = client;
  return {
    client: token_key,
    name,
    scopes: scopes.split(' '),
    counts_as_seen: counts_seen === 1,
    let_in_at: isoOf(created_at_ms as EpochMs),
    used_at: used_at_ms === null ? null : isoOf(used_at_ms as EpochMs),
  };
}

function documentOf({ device_key, name, opens, paired_at_ms, used_at_ms }: ListedDevice) {
  return {
    device: device_key,
    name,
    opens,
    paired_at: isoOf(paired_at_ms as EpochMs),
    used_at: used_at_ms === null ? null : isoOf(used_at_ms as EpochMs),
  };
}

async function revoke(
  command: Command,
  surroundings: Surroundings,
  { word, number }: { readonly word: string; readonly number: string | undefined },
): Promise<void> {
  if (word !== 'revoke')
    throw new DriftlineError('usage', `devices knows the word "revoke", not "${word}"`);
  const [, letter, digits] = /^(c?)([1-9]\d{0,8})$/.exec(number ?? '') ?? [];
  if (digits === undefined)
    throw new DriftlineError(
      'usage',
      'say which one, by its number: "driftline devices" lists them',
    );
  const key = Number(digits);
  const kind = letter === 'c' ? 'client' : 'device';
  const session = openSession(command, surroundings);
  const database = await session.openDatabase('must exist');
  try {
    const all = kind === 'client' ? openClientLogins(database) : openDevices(database);
    if (!all.revoke(key, surroundings.time.now()))
      throw new DriftlineError(
        'not_found',
        `there is no ${kind} ${number}: "driftline devices" lists them`,
      );
    if (session.asJson) session.answer({ [kind]: key, revoked: true });
    else session.say(`${kind === 'client' ? 'Client' : 'Device'} ${number} is turned away.`);
  } finally {
    database.close();
  }
}
