import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, expect, test, vi } from 'vitest';
import { replaceLines } from '../../src/cli/crontab.ts';
import { aCommandLine } from '../support/command_line.ts';
import { aCrontab, onPath } from '../support/path_programs.ts';

afterEach(() => vi.unstubAllEnvs());

const OTHERS = '# mine\nMAILTO=me\n0 4 * * * backup "all" 100\\%\n';

test('crontab lines are put in place once, and others stay as they were', async () => {
  const { read, writes } = aCrontab(OTHERS);
  const line = aCommandLine();

  const { exitCode } = await line.run(['service', 'cron', '--install']);
  const once = read();
  await line.run(['service', 'cron', '--install']);
  const twice = read();
  const out = await line.run(['service', 'cron', '--uninstall']);
  const again = await line.run(['service', 'cron', '--uninstall']);

  expect(exitCode).toBe(0);
  expect(once.startsWith(OTHERS)).toBe(true);
  expect(once).toContain(
    '\n*/10 * * * * /usr/bin/node /opt/driftline/dist/main.js ingest --once --draw 2>&1 | logger',
  );
  expect(twice).toBe(once);
  expect(read()).toBe(OTHERS);
  expect(writes()).toBe('written\nwritten\n');
  expect([out.exitCode, again.exitCode]).toEqual([0, 0]);
  expect(again.stdout).toContain('nothing to take out');
});

test('where there was no crontab at all, there is one', async () => {
  const { read } = aCrontab();

  await aCommandLine().run(['service', 'cron', '--install']);

  expect(read()).toMatch(/^# driftline: begin[\s\S]+# driftline: end\n$/);
});

test('a crontab whose end mark is gone is left alone', () => {
  expect(() =>
    replaceLines(
      '# a\n# driftline: begin (written by "driftline service"; --uninstall takes it out)\n0 4 * * * backup\n',
      '',
    ),
  ).toThrow(/not their end/);
});

test.each([
  ['cron', 'there is no crontab on this machine'],
  ['systemd', 'there is no systemctl on this machine'],
])('%s is refused where the machine has none', async (kind, why) => {
  onPath({}, true);
  const line = aCommandLine();

  const { exitCode, stderr } = await line.run(['service', kind, '--install']);

  expect(exitCode).toBe(1);
  expect(stderr).toContain(why);
  expect(existsSync(join(line.home, '.config/systemd'))).toBe(false);
});

test('places with blanks, quotes, dollars and percent signs come through sh whole', async () => {
  const line = aCommandLine({ env: { DRIFTLINE_SERVER: 'https://example.social' } });
  const odd = `it's 100% $HOME "here"`;

  const { stdout } = await line.run(['service', 'cron', '--db', `${odd}/a.db`]);
  const sweep = stdout.split('\n').find((one) => one.includes('ingest')) as string;
  // As cron does: % ends the line, \% is one; then sh, with a program in the place of node.
  const command = sweep
    .replace(/^(\S+ ){5}/, '')
    .replace(/(?<!\\)%.*$/, '')
    .replaceAll('\\%', '%')
    .replace('/usr/bin/node', 'printf "%s|"')
    .replace(/ 2>&1.*$/, '');
  const { stdout: words } = spawnSync('sh', ['-c', command], { encoding: 'utf8' });

  expect(words).toBe(
    `/opt/driftline/dist/main.js|--db|${line.home}/${odd}/a.db|ingest|--once|--draw|`,
  );
  expect(command).toMatch(/^DRIFTLINE_SERVER=https:\/\/example\.social /);
});

test('the systemd unit is one that systemd takes', async () => {
  const machine = {
    platform: 'linux',
    node: process.execPath,
    nodeVersion: '20.19.0',
    script: '/opt/100% $HOME "x"/main.js',
    folder: '/tmp',
  };
  const line = aCommandLine({ machine, env: { DRIFTLINE_DB: 'my data/d.db' } });

  const { stdout } = await line.run(['service', 'systemd']);
  const file = join(line.home, 'driftline.service');
  writeFileSync(file, stdout);
  const verified = spawnSync('systemd-analyze', ['verify', '--user', file], {
    encoding: 'utf8',
    env: { ...process.env, XDG_RUNTIME_DIR: line.home },
  });

  expect(stdout).toContain(
    `ExecStart="${process.execPath}" "/opt/100%% $$HOME \\"x\\"/main.js" "run" "--end-when-updated"\n`,
  );
  expect(stdout).toContain('Environment="DRIFTLINE_DB=/tmp/my data/d.db"\n');
  expect(stdout).toContain('NoNewPrivileges=yes\nProtectSystem=full\n');
  // Where there is no systemd it cannot be asked.
  if (verified.error === undefined) expect([verified.status, verified.stderr]).toEqual([0, '']);
});

test('the unit is installed, again without harm, and taken out', async () => {
  const folder = onPath({
    systemctl: `echo "$@" >> "$(dirname "$0")/asked"; [ "$2" != is-active ]`,
  });
  const line = aCommandLine();
  const unit = join(line.home, '.config/systemd/user/driftline.service');

  const first = await line.run(['service', 'systemd', '--install']);
  const second = await line.run(['service', 'systemd', '--install']);
  const written = readFileSync(unit, 'utf8');
  const out = await line.run(['service', 'systemd', '--uninstall']);

  expect([first.exitCode, second.exitCode, out.exitCode]).toEqual([0, 0, 0]);
  expect(written).toContain('ExecStart="/usr/bin/node"');
  expect(existsSync(unit)).toBe(false);
  const asked = readFileSync(join(folder, 'asked'), 'utf8');
  expect(asked.match(/--user (?:re)?start driftline|disable --now/g)).toEqual([
    '--user restart driftline',
    '--user restart driftline',
    'disable --now',
  ]);
});

test('a second kind is refused beside the first, and says how that is taken out', async () => {
  const { read } = aCrontab(OTHERS);
  onPath({ systemctl: '[ "$2" != is-active ]' });
  const line = aCommandLine();
  const unit = join(line.home, '.config/systemd/user/driftline.service');
  const install = (kind: string, ...more: string[]) =>
    line.run(['service', kind, '--install', ...more]);

  await install('cron');
  const beside = await install('systemd');
  const other = await install('systemd', '--db', `${line.home}/other.db`);
  for (const kind of ['cron', 'systemd']) await line.run(['service', kind, '--uninstall']);
  await install('systemd');
  const back = await install('cron');

  expect([beside.exitCode, other.exitCode, back.exitCode]).toEqual([1, 0, 1]);
  expect(beside.stderr).toContain('driftline service cron --uninstall, then again');
  expect(back.stderr).toContain('driftline service systemd --uninstall, then again');
  expect([existsSync(unit), read()]).toEqual([true, OTHERS]);
});

test('without a name, whatever keeps the database going is taken out', async () => {
  const { read } = aCrontab(OTHERS);
  onPath({ systemctl: '[ "$2" != is-active ]' });
  const line = aCommandLine();
  const unit = join(line.home, '.config/systemd/user/driftline.service');

  for (const kind of ['cron', 'systemd']) {
    await line.run(['service', kind, '--install']);
    const { exitCode } = await line.run(['service', '--uninstall']);
    expect([kind, exitCode, existsSync(unit), read()]).toEqual([kind, 0, false, OTHERS]);
  }
});

test('a second database neither takes the place of the first nor takes it out', async () => {
  const { read } = aCrontab();
  onPath({ systemctl: '[ "$2" != is-active ]' });
  const line = aCommandLine();
  const unit = join(line.home, '.config/systemd/user/driftline.service');
  const service = (...words: string[]) => line.run(['service', ...words]);

  for (const [kind, text] of [
    ['systemd', () => readFileSync(unit, 'utf8')],
    ['cron', read],
  ] as const) {
    await service(kind, '--install');
    const before = text();
    for (const what of ['--install', '--uninstall']) {
      const other = await service(kind, what, '--db', `${line.home}/other.db`);
      expect([other.exitCode, text()]).toEqual([1, before]);
      expect(other.stderr).toContain(`driftline service ${kind} --uninstall, without --db,`);
    }
    const usual = ['--db', `${line.home}/.local/share/driftline/driftline.db`];
    expect((await service(kind, '--uninstall', ...usual)).exitCode).toBe(0);
  }
});

test('the launchd plist is well-formed, and yours to put in place', async () => {
  const script = '/a & <b>/main.js';
  const machine = { platform: 'darwin', node: '/n', nodeVersion: '20.19.0', script, folder: '/' };
  const line = aCommandLine({ machine });

  const { stdout, stderr: how } = await line.run(['service']);
  const { exitCode, stderr } = await line.run(['service', '--install']);

  expect(how).toContain(
    `Its log grows without end; this empties it at any time: : > '${line.databaseFile}.log'`,
  );
  expect(stdout).toContain('<string>/a &amp; &lt;b&gt;/main.js</string>');
  const opened = stdout.match(/<(\w+)[^/>]*>/g)?.length;
  expect(stdout.match(/<\/\w+>/g)?.length).toBe(opened);
  expect([exitCode, stderr]).toEqual([2, expect.stringContaining('launchctl load -w')]);
});

test('a token is written into no unit and no crontab', async () => {
  const line = aCommandLine({ env: { DRIFTLINE_TOKEN: 'very-secret' } });

  const { exitCode, stdout, stderr } = await line.run(['service', 'systemd']);

  expect([exitCode, stdout]).toEqual([2, '']);
  expect(stderr).toContain('DRIFTLINE_TOKEN_FILE');
  expect(stderr).not.toContain('very-secret');
});
