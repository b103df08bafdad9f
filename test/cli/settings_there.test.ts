import { symlinkSync } from 'node:fs';
import { dirname } from 'node:path';
import { Command } from 'commander';
import { expect, test } from 'vitest';
import { keepAtNight } from '../../src/cli/keep_at_night.ts';
import { openSession } from '../../src/cli/session.ts';
import { DEFAULTS } from '../../src/core/config.ts';
import { disk } from '../../src/store/disk.ts';
import { openDatabase } from '../../src/store/migrate.ts';
import { anOldStore } from '../support/old_store.ts';

test.each([
  ['stats', '--json'],
  ['rank', '--dry-run'],
  ['edition'],
  ['feeds'],
  ['feeds', 'check'],
  ['run', '--port', '0'],
])('%s … does not go on without the settings that are named', async (...args) => {
  const store = anOldStore(420, 401);
  const missing = `${store.home}/mistyped.toml`;

  const option = await store.run([...args, '--config', missing]);
  const variable = await store.run(args, { env: { DRIFTLINE_CONFIG: missing } });

  const said = (by: string) => ({
    exitCode: 2,
    stdout: '',
    stderr: `driftline: there is no ${missing}, which ${by} names: put it there, if empty, or name none\n`,
  });
  expect([option, variable]).toEqual([said('--config'), said('DRIFTLINE_CONFIG')]);
});

test('nothing is let go where the settings are not where they should be', async () => {
  const store = anOldStore(420, 401);
  const kept = () => store.read('select count(*) from payloads');
  disk.makeFolder(dirname(store.configFile));
  const elsewhere = `${store.home}/unmounted.toml`;
  symlinkSync(elsewhere, store.configFile);

  const linked = await store.run(['prune']);
  const named = await store.run(['prune', '--config', elsewhere]);
  const left = kept();
  disk.writeText(elsewhere, '[keep]\ndays = 410\n');
  const there = await store.run(['prune']);

  expect([linked.exitCode, named.exitCode, left]).toEqual([2, 2, 20]);
  expect(linked.stderr).toContain(`there is no ${store.configFile}, which is a link: put`);
  expect(named.stderr).toContain(`there is no ${elsewhere}, which --config names: put`);
  expect([there.exitCode, kept()]).toEqual([0, 11]); // one waits for its last chance
});

test('nor at night, and the page is told why', async () => {
  const store = anOldStore(420, 401);
  disk.makeFolder(dirname(store.configFile));
  symlinkSync(`${store.home}/unmounted.toml`, store.configFile);
  const surroundings = store.surroundings();
  const database = openDatabase(store.databaseFile);
  const keeping = { database, config: DEFAULTS, stopped: surroundings.stopped };

  const night = keepAtNight(keeping, openSession(new Command(), surroundings), surroundings);

  await expect(night).rejects.toThrow('which is a link: put it there, if empty, or name none');
  database.close();
  expect(store.read('select count(*) from payloads')).toBe(20);
});
