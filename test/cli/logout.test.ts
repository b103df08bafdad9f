import { existsSync } from 'node:fs';
import { afterAll, expect, test } from 'vitest';
import { takeIngestLock } from '../../src/store/lock.ts';
import { aCommandLine, inputOf } from '../support/command_line.ts';
import { aServer } from '../support/demo_server.ts';
import { hours, statusJson } from '../support/entries.ts';
import { line as lineOf } from '../support/recording.ts';
import { aPerson, smallWorld } from '../support/small_world.ts';

const server = await aServer(smallWorld([aPerson('ada')], []), { rateLimits: 'off' });
afterAll(() => server.close());

/** Logged in with a ready token, with one post kept. */
async function atHome({ login = true, data = true } = {}) {
  const line = aCommandLine();
  const token = () => inputOf(`${server.token}\n`);
  if (login) await line.run(['login', server.url, '--token-stdin'], { stdin: token });
  const post = lineOf(hours(0), 'update', statusJson({ id: '1', by: 'ada', atMs: hours(0) }));
  if (data) await line.run(['import', '-'], { stdin: () => inputOf(post) });
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
  expect(stdout).toMatch(/^Logged out.+\n.+ is deleted\.\n$/);
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

test('without data there is nothing to ask: the login ends', async () => {
  const { forget, has } = await atHome({ data: false });

  const { exitCode, stdout } = await forget('');

  expect(exitCode).toBe(0);
  expect(stdout).toContain('There is no database at');
  expect(has()).toEqual({ login: false, data: false });
});

test('data without a login can be forgotten too', async () => {
  const { forget, has } = await atHome({ login: false });

  const { exitCode } = await forget('forget\nforget');

  expect(exitCode).toBe(0);
  expect(has()).toEqual({ login: false, data: false });
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
