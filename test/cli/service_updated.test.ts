import { mkdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { expect, test } from 'vitest';
import { takeIngestLock } from '../../src/store/lock.ts';
import { openConnection } from '../../src/store/sqlite.ts';
import { aCommandLine } from '../support/command_line.ts';
import { anOlderFile } from '../support/older_file.ts';
import { aCrontab, onPath } from '../support/path_programs.ts';

const OLDER = 30;

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
