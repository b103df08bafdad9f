import type { Command } from 'commander';
import { type EpochMs, isoOf } from '../core/clock.ts';
import { DriftlineError } from '../core/errors.ts';
import { timeWords } from '../http/web/time_words.ts';
import type { ListedDevice } from '../store/devices.ts';
import { openDevices } from '../store/devices.ts';
import { openSession } from './session.ts';
import type { Surroundings } from './surroundings.ts';
import { printable } from './terminal_text.ts';
import { timezoneOf } from './timezone.ts';

export function define(command: Command, surroundings: Surroundings): void {
  command
    .argument('[word]', '"revoke" turns a device away')
    .argument('[number]', 'which device, as the list says')
    .action((word: string | undefined, number: string | undefined) =>
      word === undefined
        ? list(command, surroundings)
        : revoke(command, surroundings, { word, number }),
    );
}

const OPENS = { page: 'reads everything', subscriptions: 'reads subscriptions' } as const;

async function list(command: Command, surroundings: Surroundings): Promise<void> {
  const session = openSession(command, surroundings);
  const words = timeWords(timezoneOf(await session.config()));
  const database = await session.openDatabase('read');
  try {
    const devices = openDevices(database).list();
    if (session.asJson) return session.answer(devices.map(documentOf));
    if (devices.length === 0) {
      session.say('No device is paired: "driftline serve --pair" makes a link for one.');
      return;
    }
    const lineOf = (device: ListedDevice) => {
      const used =
        device.used_at_ms === null ? 'never used' : `last used ${words.short(device.used_at_ms)}`;
      const since = `paired ${words.short(device.paired_at_ms)}`;
      const key = `${device.device_key}`.padStart(3);
      return `${key}  ${printable(device.name)}: ${OPENS[device.opens]}, ${since}, ${used}`;
    };
    session.say(...devices.map(lineOf), '', 'Turn one away: driftline devices revoke NUMBER');
  } finally {
    database.close();
  }
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
  if (number === undefined || !/^[1-9]\d{0,8}$/.test(number))
    throw new DriftlineError(
      'usage',
      'say which device, by its number: "driftline devices" lists them',
    );
  const session = openSession(command, surroundings);
  const database = await session.openDatabase('must exist');
  try {
    const isTurnedAway = openDevices(database).revoke(Number(number), surroundings.time.now());
    if (!isTurnedAway)
      throw new DriftlineError(
        'not_found',
        `there is no device ${number}: "driftline devices" lists them`,
      );
    if (session.asJson) session.answer({ device: Number(number), revoked: true });
    else session.say(`Device ${number} is turned away.`);
  } finally {
    database.close();
  }
}
