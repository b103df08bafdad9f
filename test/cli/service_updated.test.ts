import { mkdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { expect, test } from 'vitest';
import { takeIngestLock } from '../../src/store/lock.ts';
import { openConnection } from '../../src/store/sqlite.ts';
import { aCommandLine } from '../support/command_line.ts';
import { anOlderFile } from '../support/older_file.ts';
import { aCrontab, onPath } from '../support/path_programs.ts';

const OLDER = 30;
const OTHERS = '# mine\n0 4 * * * backup\n';

/** A file into which an older Driftline still ingests, after an update. */
function anUpdated() {
  const line = aCommandLine();
  mkdirSync(dirname(line.databaseFile), { recursive: true });
  anOlderFile(line.databaseFile, OLDER);
  const lock = takeIngestLock(line.databaseFile);
  const version = () => {
    const connection = openConnection(line.databaseFile, { readonly: true });
    try {
      return connection.pragma('user_version', { simple: true });
    } finally {
      connection.close();
    }
  };
  return { ...line, lock, version };
}

test('beside an older Driftline a service is printed and crontab lines are put in place', async () => {
  const { read } = aCrontab();
  const { run, version, lock } = anUpdated();

  const codes: number[] = [];
  for (const words of [['systemd'], ['launchd'], ['cron'], ['cron', '--install']])
    codes.push((await run(['service', ...words])).exitCode);
  lock.release();

  expect(codes).toEqual([0, 0, 0, 0]);
  expect(read()).toContain('ingest --once');
  expect(version()).toBe(OLDER);
});

test('the service that still runs an older Driftline is started anew, not merely started', async () => {
  const folder = onPath({ systemctl: `echo "$@" >> "$(dirname "$0")/asked"` }); // it is active
  const { run, version, lock } = anUpdated();
  const asked = () => readFileSync(join(folder, 'asked'), 'utf8');

  const first = await run(['service', 'systemd', '--install']);
  const again = await run(['service', 'systemd', '--install']);
  lock.release();

  expect([first.exitCode, again.exitCode]).toEqual([0, 0]);
  expect(again.stdout).toContain('driftline.service is in place, and was started anew.');
  expect(asked().match(/--user (?:re)?start driftline/g)).toEqual([
    '--user restart driftline',
    '--user restart driftline',
  ]);
  expect(version()).toBe(OLDER);
});

test('lines of a former version are told of, and another installation takes their place', async () => {
  const begin = '# driftline: begin (written by "driftline service"; --uninstall takes it out)\n';
  const old = ['7 */4 * * * driftline ingest --once', '30 5 * * * driftline rank --after-draw'];
  const before = `${OTHERS}${begin}${old.join('\n')}\n# driftline: end\n`;
  const { read } = aCrontab(before);
  const line = aCommandLine();
  const told = async () => {
    const { checks } = JSON.parse((await line.run(['doctor', '--offline', '--json'])).stdout);
    const { troubles } = JSON.parse((await line.run(['--json'])).stdout);
    const said = [...checks.filter((one: { name: string }) => one.name === 'service'), ...troubles];
    return said.map((one: { remedy: string }) => one.remedy);
  };

  const toldBefore = await told();
  await line.run(['service', 'cron', '--install']);
  const toldAfter = await told();
  const rows = read().split('\n');
  const out = await line.run(['service', 'cron', '--uninstall']);

  const remedy = 'Run "driftline service cron --install" once, which writes them anew.';
  expect([toldBefore, toldAfter]).toEqual([[remedy, remedy], []]);
  expect(rows.filter((row) => row.includes('driftline ingest')).length).toBe(0);
  expect(rows.filter((row) => row.includes(' ingest --once --draw '))).toHaveLength(1);
  expect([out.exitCode, read()]).toEqual([0, OTHERS]);
});
