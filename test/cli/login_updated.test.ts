import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { expect, onTestFinished, test, vi } from 'vitest';
import { takeIngestLock } from '../../src/store/lock.ts';
import { openConnection } from '../../src/store/sqlite.ts';
import { allow } from '../support/allow.ts';
import { aCommandLine } from '../support/command_line.ts';
import { aServerForOneTest } from '../support/demo_server.ts';
import { anOlderFile } from '../support/older_file.ts';
import { aPerson, smallWorld } from '../support/small_world.ts';

const OLDER = 30;

async function atAServer() {
  const server = await aServerForOneTest(smallWorld([aPerson('ada')], []), { rateLimits: 'off' });
  const line = aCommandLine();
  mkdirSync(dirname(line.databaseFile), { recursive: true });
  return { ...line, login: () => line.run(['login', server.url], { openBrowser: allow }) };
}

test('after an update one can log in while an older Driftline still ingests', async () => {
  const { login, databaseFile, credentialsFile } = await atAServer();
  anOlderFile(databaseFile, OLDER);
  const lock = takeIngestLock(databaseFile);

  const { exitCode, stdout } = await login();
  lock.release();

  expect(exitCode).toBe(0);
  expect(stdout).toContain('The Driftline that is running takes it up by itself.');
  expect(existsSync(credentialsFile)).toBe(true);
  const connection = openConnection(databaseFile, { readonly: true });
  expect(connection.pragma('user_version', { simple: true })).toBe(OLDER);
  connection.close();
});

test('a database that cannot be opened leaves no token of a login behind', async () => {
  const { login, databaseFile, credentialsFile } = await atAServer();
  writeFileSync(databaseFile, 'no database at all, but long enough to be taken for one');
  const fetched = vi.spyOn(globalThis, 'fetch');
  onTestFinished(() => fetched.mockRestore());

  const { exitCode } = await login();
  const asked = fetched.mock.calls.map(([input]) =>
    input instanceof Request ? input.url : `${input}`,
  );

  expect(exitCode).toBe(1);
  expect(asked.filter((url) => url.endsWith('/oauth/revoke'))).toHaveLength(1);
  expect(existsSync(credentialsFile)).toBe(false);
});
