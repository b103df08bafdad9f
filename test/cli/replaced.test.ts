import { spawnSync } from 'node:child_process';
import { mkdirSync, readdirSync, renameSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { expect, test } from 'vitest';
import { aCommandLine } from '../support/command_line.ts';
import { anInstalled, putOtherStatements } from '../support/installed.ts';
import { aRunningPage } from '../support/running.ts';

test('a version that is installed over the one that runs is told, with what to do', async () => {
  const { home } = aCommandLine();
  const { main, migrations } = anInstalled(`${home}/installed`);
  const page = await aRunningPage(['run'], { HOME: home }, main);
  const told = async () => {
    const { troubles } = JSON.parse(await page.read('health'));
    const whats: readonly string[] = troubles.map(({ what }: { what: string }) => what);
    return whats.some((what) => what.startsWith('Another version of Driftline was installed'));
  };

  const before = await told();
  renameSync(migrations, `${migrations}-away`);
  const meanwhile = await told();
  renameSync(`${migrations}-away`, migrations);
  writeFileSync(`${migrations}/9999_of_the_next.sql`, 'select 1;');
  const after = await told();
  const head = await page.read('');
  const drawn = await (await page.send('draw', {})).text();

  expect([before, meanwhile, after]).toEqual([false, true, true]);
  expect(head).toContain('systemctl --user restart driftline');
  expect(drawn).toContain('an older Driftline still ingests into');
});

test.each(['run', 'serve'])(
  'driftline %s goes on with its own statements when others stand in their place',
  async (command) => {
    const { home } = aCommandLine();
    const { main, sql } = anInstalled(`${home}/installed`);
    const page = await aRunningPage([command], { HOME: home }, main);

    putOtherStatements(sql);
    const paths = ['words', 'devices', 'search?q=bread'];
    const answers = await Promise.all(paths.map((path) => fetch(page.url + path)));

    expect(answers.map(({ status }) => status)).toEqual([200, 200, 200]);
  },
);

test('a draw while files are put in place is refused, and ends nothing', async () => {
  const { home } = aCommandLine();
  const { main } = anInstalled(`${home}/installed`);
  const page = await aRunningPage(['run'], { HOME: home }, main);
  const worker = main.replace('main.js', 'program/worker.js');

  renameSync(worker, `${worker}-away`);
  const answer = await page.send('draw', {});

  expect(answer.status).toBe(503);
  expect(await answer.text()).toContain('files of Driftline are missing');
});

/** Periods are so much shorter: it looks each sixth of a second. */
const HASTE = { DRIFTLINE_PACE: '360' };

test('told to, a run ends for the version that was installed over it, once that one begins', async () => {
  const { home } = aCommandLine();
  const { main, manifest, migrations } = anInstalled(`${home}/installed`);
  const args = ['run', '--end-when-updated'];
  const page = await aRunningPage(args, { HOME: home, ...HASTE }, main);

  renameSync(main, `${main}-away`);
  writeFileSync(main, 'throw new Error("half of it")');
  writeFileSync(manifest, JSON.stringify({ type: 'module', version: '99.1.0' }));
  writeFileSync(`${migrations}/9999_of_the_next.sql`, 'select 1;');
  await page.logged('run.update_does_not_begin');
  const meanwhile = JSON.parse(await page.read('health'));
  renameSync(`${main}-away`, main);
  const { code, log } = await page.ended;

  const [{ what, remedy }] = meanwhile.troubles;
  expect(what).toContain('Another version of Driftline was installed');
  expect(remedy).toContain('goes over to that one by itself');
  expect(code).toBe(1);
  expect(log).toMatch(/\ndriftline: version 99\.1\.0 was installed over this one \(\S+\)[^\n]+\n$/);
});

test('a run does not end for a version that would refuse the settings as they stand', async () => {
  const { home, configFile } = aCommandLine();
  const { main, manifest } = anInstalled(`${home}/installed`);
  const args = ['run', '--end-when-updated'];
  const page = await aRunningPage(args, { HOME: home, ...HASTE }, main);
  mkdirSync(dirname(configFile), { recursive: true });

  writeFileSync(configFile, '[rank]\nat = "25:99"\n');
  writeFileSync(manifest, JSON.stringify({ type: 'module', version: '99.1.0' }));
  await page.logged('run.update_does_not_begin');
  writeFileSync(configFile, '[rank]\nat = "05:31"\n');
  const { code, log } = await page.ended;

  expect(code).toBe(1);
  expect(log).toMatch(/run\.update_does_not_begin[^\n]+rank\.at must be a time of day/);
  expect(log).toMatch(/\ndriftline: version 99\.1\.0 was installed over this one[^\n]+\n$/);
});

test('a run does not end for a version that knows less than its file', async () => {
  const { home } = aCommandLine();
  const { main, migrations } = anInstalled(`${home}/installed`);
  const args = ['run', '--end-when-updated'];
  const page = await aRunningPage(args, { HOME: home, ...HASTE }, main);
  const last = `${migrations}/${readdirSync(migrations).toSorted().at(-1)}`;

  renameSync(last, `${last}-away`);
  // Longer than the looks and the trial before it would end.
  for (const _ of Array(8)) spawnSync(process.execPath, [main, '--db', ':memory:', 'import', '-']);
  const health = JSON.parse(await page.read('health'));

  expect(health.troubles[0].what).toContain('Another version of Driftline was installed');
});

test('a version of the same schema is told as well', async () => {
  const { home } = aCommandLine();
  const { main, manifest } = anInstalled(`${home}/installed`);
  const page = await aRunningPage(['run'], { HOME: home }, main);
  const versions = () => {
    const args = [main, 'doctor', '--offline', '--json'];
    const { stdout } = spawnSync(process.execPath, args, { env: { HOME: home }, encoding: 'utf8' });
    const checks: readonly { readonly name: string }[] = JSON.parse(stdout).checks;
    return checks.find(({ name }) => name === 'versions');
  };

  const before = versions();
  writeFileSync(manifest, JSON.stringify({ type: 'module', version: '99.1.0' }));
  const { troubles } = JSON.parse(await page.read('health'));
  const after = versions();

  expect(troubles[0].what).toContain('which goes on collecting');
  expect(before).toMatchObject({ ok: true, remedy: null });
  expect(after).toMatchObject({ ok: false, remedy: expect.stringContaining('Start it anew') });
});
