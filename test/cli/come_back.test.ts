import { dirname } from 'node:path';
import { expect, test } from 'vitest';
import { openDevices } from '../../src/store/devices.ts';
import { disk } from '../../src/store/disk.ts';
import { openDatabase } from '../../src/store/migrate.ts';
import { openOutbox } from '../../src/store/outbox.ts';
import { aCommandLine } from '../support/command_line.ts';
import { aHome, hours, post } from '../support/entries.ts';

const LETTER = { id: '7', by: 'ada', atMs: hours(1) };

/** A copy in which a telephone is paired and a boost waits; neither is so in the present file. */
async function aCopyOfBefore() {
  const line = aCommandLine();
  disk.makeFolder(dirname(line.databaseFile));
  const { database, login, receive } = aHome(line.databaseFile);
  const entry = post(LETTER);
  receive(entry, LETTER.atMs);
  const wished = { loginKey: login.loginKey, statusId: LETTER.id, uri: entry.status.uri };
  const devices = openDevices(database);
  const outbox = openOutbox(database);
  devices.invite('a code', hours(2));
  devices.pair('a code', 's'.repeat(43), 'telephone', hours(2));
  outbox.ask('reblog', wished, false, hours(2));
  const copy = `${line.home}/copy.db`;
  await line.run(['backup', copy]);
  devices.revoke(1, hours(3));
  outbox.ask('reblog', wished, true, hours(3));
  database.close();
  return { ...line, copy };
}

test('restore says who may come in again, and sends nothing that waited in the copy', async () => {
  const { run, copy, databaseFile } = await aCopyOfBefore();

  const { stdout } = await run(['restore', copy]);

  expect(stdout).toMatch(/1 device may come in, though turned away since: "driftline devices"/);
  expect(stdout).toMatch(/1 act waited in the copy and may be done: the page Words lists them/);
  const database = openDatabase(databaseFile);
  const outbox = openOutbox(database);
  expect(outbox.due(1, hours(10_000))).toEqual([]);
  expect(outbox.list(0)).toMatchObject([
    { kind: 'reblog', ending: 'refused', why: expect.stringContaining('ask for it again') },
  ]);
  database.close();
});

test('of a copy in which nobody is let in and nothing waits, restore says no more', async () => {
  const { run, json, copy } = await aCopyOfBefore();
  await run(['restore', copy]);
  await run(['devices', 'revoke', '1']);
  await run(['backup', copy, '--force']);

  const { come_back } = await json('restore', copy);

  expect(come_back).toEqual({ devices: 0, clients: 0, unsent: 0 });
});
