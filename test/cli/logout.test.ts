import { existsSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import type { Surroundings } from '../../src/cli/surroundings.ts';
import { type Lock, takeIngestLock } from '../../src/store/lock.ts';
import { openDatabase } from '../../src/store/migrate.ts';
import { aCommandLine, inputOf } from '../support/command_line.ts';
import { aServer } from '../support/demo_server.ts';
import { hours, statusJson } from '../support/entries.ts';
import { line as lineOf } from '../support/recording.ts';
import { aPerson, smallWorld } from '../support/small_world.ts';

const server = await aServer(smallWorld([aPerson('ada')], []), { rateLimits: 'off' });
afterAll(() => server.close());

const A_POST = lineOf(hours(0), 'update', statusJson({ id: '1', by: 'ada', atMs: hours(0) }));

/** Logged in with a ready token, with one post kept. */
async function atHome({ login = true, data = true } = {}) {
  const line = aCommandLine();
  const token = () => inputOf(`${server.token}\n`);
  if (login) await line.run(['login', server.url, '--token-stdin'], { stdin: token });
  if (data) await line.run(['import', '-'], { stdin: () => inputOf(A_POST) });
  const has = () => ({
    login: existsSync(line.credentialsFile),
    data: existsSync(line.databaseFile),
  });
  const forget = (answers: string) =>
    line.run(['logout', '--forget'], { stdin: () => inputOf(answers) });
  return { line, has, forget };
}

test('who says "forget" twice is logged out, and the data is gone', async () => {
  const { forget, has } = await atHome();

  const { exitCode, stdout } = await forget('forget\nforget\n');

  expect(exitCode).toBe(0);
  expect(stdout).toMatch(/^Logged out/);
  expect(stdout).toContain(`What you did at ${server.url} stays there`);
  expect(has()).toEqual({ login: false, data: false });
});

test.each([
  ['at once', 'no\n'],
  ['at the second question', 'forget\nno\n'],
  ['by merely pressing return', '\n'],
])('who declines %s has failed to forget, and nothing was done', async (_, answers) => {
  const { forget, has } = await atHome();

  const { exitCode, stdout, stderr } = await forget(answers);

  expect(exitCode).toBe(1);
  expect(stdout).toBe('');
  expect(stderr).toContain('nothing was done');
  expect(has()).toEqual({ login: true, data: true });
});

test.each([
  ['neither question', ''],
  ['only the first', 'forget\n'],
])('where somebody answers %s, asking was wrong usage', async (_, answers) => {
  const { forget, has } = await atHome();

  const { exitCode, stderr } = await forget(answers);

  expect(exitCode).toBe(2);
  expect(stderr).toContain('nobody answers here');
  expect(has()).toEqual({ login: true, data: true });
});

test('a login without data is forgotten too, settings and all', async () => {
  const { forget, has } = await atHome({ data: false });

  const { exitCode, stdout } = await forget('forget\nforget\n');

  expect(exitCode).toBe(0);
  expect(stdout).toMatch(/^Logged out/);
  expect(has()).toEqual({ login: false, data: false });
});

test('data without a login can be forgotten too', async () => {
  const { forget, has } = await atHome({ login: false });

  const { exitCode, stdout } = await forget('forget\nforget');

  expect(exitCode).toBe(0);
  expect(has()).toEqual({ login: false, data: false });
  expect(stdout).toContain('What you did at your server stays there');
});

test('with neither login nor data it fails, and says so', async () => {
  const { forget, line } = await atHome({ login: false, data: false });

  const forgotten = await forget('');
  const loggedOut = await line.run(['logout']);

  expect(forgotten.exitCode).toBe(1);
  expect(forgotten.stderr).toMatch(/^driftline: nobody is logged in here, and there is no .+\n$/);
  expect(loggedOut).toMatchObject({ exitCode: 1, stderr: 'driftline: nobody is logged in here\n' });
});

test('while somebody ingests it fails before it asks', async () => {
  const { forget, line, has } = await atHome();
  const lock = takeIngestLock(line.databaseFile);

  const { exitCode, stderr } = await forget('forget\nforget\n');
  lock.release();

  expect(exitCode).toBe(1);
  expect(stderr).toMatch(/^driftline: another Driftline ingests .+\n$/);
  expect(has()).toEqual({ login: true, data: true });
});

test('the folders are named before anybody is asked, and nothing of them is left', async () => {
  const { line, forget } = await atHome();
  writeFileSync(line.configFile, 'timezone = "Europe/Rome"\n');
  const copy = `${line.databaseFile}.schema-3`; // as a migration leaves it: with all of the past
  writeFileSync(copy, 'older');
  const picture = join(line.home, '.cache/driftline/media/ab/picture');
  mkdirSync(dirname(picture), { recursive: true });
  writeFileSync(picture, 'seen');
  const code = join(line.home, '.cache/driftline/compiled/of-a-version');
  mkdirSync(code, { recursive: true });

  const { stderr } = await forget('forget\nforget\n');

  const [asked] = stderr.split('Type "forget"');
  expect(asked).toContain(`${dirname(line.databaseFile)} (driftline.db, driftline.db.`);
  expect(asked).toContain(`${dirname(line.configFile)} (config.toml, credentials.json`);
  expect(asked).toContain(join(line.home, '.cache/driftline/media'));
  expect(asked).toContain(join(line.home, '.cache/driftline/compiled'));
  const [data, settings, pictures] = [line.databaseFile, line.configFile, picture].map(dirname);
  for (const folder of [data, settings, pictures, code].map(String))
    expect(existsSync(folder)).toBe(false);
});

test('beside a database that the owner placed, other things stay', async () => {
  const { line } = await atHome({ login: false });
  const place = join(line.home, 'mine');
  mkdirSync(place);
  const file = join(place, 'a.db');
  await line.run(['import', '-', '--db', file], { stdin: () => inputOf(A_POST) });
  const copy = join(line.home, 'copy.db');
  await line.run(['backup', copy, '--db', file]);
  for (const _ of ['once', 'twice']) await line.run(['restore', copy, '--db', file]);
  for (const name of ['a.db.schema-9', 'a.db.restored.part', 'a.db.log', 'a.db.notes', 'novel.txt'])
    writeFileSync(join(place, name), name);
  mkdirSync(join(place, 'a.db.copy-x7Yz01')); // as a kill in the middle of one leaves it
  writeFileSync(join(place, 'a.db.copy-x7Yz01/copy.db'), 'half');
  expect(readdirSync(place).filter((name) => name.startsWith('a.db.20'))).toHaveLength(2);

  const { exitCode } = await line.run(['logout', '--forget', '--db', file], {
    stdin: () => inputOf('forget\nforget\n'),
  });

  expect(exitCode).toBe(0);
  expect(readdirSync(place)).toEqual(['a.db.notes', 'novel.txt']);
});

test('while the page is served alone it fails before it asks', async () => {
  const { forget, line, has } = await atHome();
  const page = openDatabase(line.databaseFile);
  page.connection.prepare('select 1 from statuses').get();

  const { exitCode, stderr } = await forget('forget\nforget\n');
  page.close();

  expect(exitCode).toBe(1);
  expect(stderr).toContain('"driftline serve" perhaps: stop it first');
  expect(has()).toEqual({ login: true, data: true });
});

/** systemctl and crontab that keep what they were asked, and end whoever holds the lock. */
function aMachine(line: ReturnType<typeof aCommandLine>, running: { lock: Lock | undefined }) {
  const asked: string[] = [];
  let crontab = '';
  const execute: Surroundings['execute'] = async ({ command, args, input }) => {
    asked.push([command, ...args].join(' '));
    const done = { code: 0, stdout: '', isWhole: true, stderr: '', isLate: false };
    if (command === 'crontab' && args[0] === '-l') return { ...done, stdout: crontab };
    if (command === 'crontab') crontab = input ?? '';
    if (args.includes('disable')) {
      running.lock?.release();
      running.lock = undefined;
    }
    return args.includes('is-active') ? { ...done, code: 3 } : done;
  };
  const run = (args: readonly string[], answers = '') =>
    line.run(args, { execute, stdin: () => inputOf(answers) });
  return { run, asked, crontab: () => crontab };
}

test('a service is stopped and taken out first, though it holds the lock', async () => {
  const { line, has } = await atHome();
  const running: { lock: Lock | undefined } = { lock: undefined };
  const machine = aMachine(line, running);
  await machine.run(['service', 'systemd', '--install']);
  running.lock = takeIngestLock(line.databaseFile);

  const declined = await machine.run(['logout', '--forget'], 'no\n');
  const isGoingOn = running.lock !== undefined;
  const { exitCode, stdout, stderr } = await machine.run(
    ['logout', '--forget'],
    'forget\nforget\n',
  );

  expect(declined.exitCode).toBe(1);
  expect(isGoingOn).toBe(true);
  expect(exitCode).toBe(0);
  expect(stderr).toContain('The service that keeps Driftline going is stopped');
  expect(stdout).toMatch(/^Stopped, and .+driftline\.service is gone\.\nLogged out/);
  expect(machine.asked).toContain('systemctl --user disable --now driftline.service');
  expect(existsSync(join(line.home, '.config/systemd/user/driftline.service'))).toBe(false);
  expect(has()).toEqual({ login: false, data: false });
});

test('lines of the crontab are taken out, and a service of another database is left', async () => {
  const { line, has } = await atHome();
  const machine = aMachine(line, { lock: undefined });
  await machine.run(['service', 'cron', '--install']);
  await machine.run(['service', 'systemd', '--install', '--db', join(line.home, 'other.db')]);

  const { exitCode } = await machine.run(['logout', '--forget'], 'forget\nforget\n');

  expect(exitCode).toBe(0);
  expect(machine.crontab()).toBe('');
  expect(machine.asked).not.toContain('systemctl --user disable --now driftline.service');
  expect(has()).toEqual({ login: false, data: false });
});

test('an agent of launchd is its owner’s to take out: that is said, and nothing done', async () => {
  const { line, has } = await atHome();
  const agents = join(line.home, 'Library/LaunchAgents');
  mkdirSync(agents, { recursive: true });
  const { stdout: plist } = await line.run(['service', 'launchd']);
  writeFileSync(join(agents, 'driftline.plist'), plist);

  const { exitCode, stderr } = await line.run(['logout', '--forget'], {
    machine: { ...line.surroundings().machine, platform: 'darwin' },
    stdin: () => inputOf('forget\nforget\n'),
  });

  expect(exitCode).toBe(1);
  expect(stderr).toContain(`launchctl unload -w ${join(agents, 'driftline.plist')}`);
  expect(has()).toEqual({ login: true, data: true });
});
