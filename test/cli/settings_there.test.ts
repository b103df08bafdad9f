import { execFileSync, spawnSync } from 'node:child_process';
import { mkdirSync, symlinkSync } from 'node:fs';
import { devNull } from 'node:os';
import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Command } from 'commander';
import { expect, test } from 'vitest';
import { keepAtNight } from '../../src/cli/keep_at_night.ts';
import { openSession } from '../../src/cli/session.ts';
import { DEFAULTS } from '../../src/core/config.ts';
import { disk } from '../../src/store/disk.ts';
import { openDatabase } from '../../src/store/migrate.ts';
import { aCommandLine } from '../support/command_line.ts';
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

const MAIN = fileURLToPath(new URL('../../dist/main.js', import.meta.url));
const STRANGE = [
  ['folder', (place: string) => mkdirSync(place)],
  ['pipe', (place: string) => execFileSync('mkfifo', [place])],
  ['device', (place: string) => symlinkSync('/dev/zero', place)],
] as const;

test.skipIf(process.platform === 'win32').each(STRANGE)(
  'settings that are a %s are said to be one, and not waited for',
  (kind, make) => {
    const { home, configFile } = aCommandLine();
    mkdirSync(dirname(configFile), { recursive: true });
    make(configFile);
    // In a process of its own: who waits for a pipe does nothing else.
    const run = (...args: readonly string[]) =>
      spawnSync(process.execPath, [MAIN, ...args], {
        env: { HOME: home },
        encoding: 'utf8',
        timeout: 30_000,
        killSignal: 'SIGKILL', // who waits takes no other
      });

    const answers = [run('feeds'), run('feeds', 'check'), run('rank')];
    const { checks } = JSON.parse(run('doctor', '--json', '--offline').stdout);

    const stderr = `driftline: ${configFile} is a ${kind}: name a file\n`;
    for (const answer of answers) expect(answer).toMatchObject({ status: 2, stderr });
    const detail = `${configFile} is a ${kind}`;
    expect(checks).toContainEqual({ name: 'settings', ok: false, detail, remedy: 'Name a file.' });
  },
);

test('no settings at all can be named, too', async () => {
  const line = aCommandLine();

  expect(await line.run(['feeds', '--config', devNull])).toMatchObject({ exitCode: 0, stderr: '' });
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
