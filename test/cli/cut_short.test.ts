import { existsSync, readdirSync } from 'node:fs';
import { dirname } from 'node:path';
import { expect, test } from 'vitest';
import { disk } from '../../src/store/disk.ts';
import { aCommandLine, inputOf } from '../support/command_line.ts';
import { aHome, hours, post } from '../support/entries.ts';

const POSTS = 800;

/** A command line over a database with ada's posts, and somebody who may end what it does. */
function aStore() {
  const line = aCommandLine();
  disk.makeFolder(dirname(line.databaseFile));
  const home = aHome(line.databaseFile);
  for (let nth = 1; nth <= POSTS; nth += 1)
    home.receive(post({ id: `${nth}`, by: 'ada', atMs: hours(nth) }), hours(nth));
  home.database.close();
  const controller = new AbortController();
  const stop = () => controller.abort(new DOMException('stopped by the owner', 'AbortError'));
  return { ...line, copy: `${line.home}/copy.db`, stopped: controller.signal, stop };
}

test('a backup that is stopped leaves nothing behind, and does not pass for done', async () => {
  const { run, copy, home, stopped, stop } = aStore();

  const running = run(['backup', copy], { stopped });
  stop();
  const { exitCode, stderr } = await running;

  expect(exitCode).toBe(1);
  expect(stderr).toContain('stopped before it was done: there is no new copy\n');
  expect(readdirSync(home).filter((name) => name.startsWith('copy'))).toEqual([]);
});

test('a restore that is stopped changes nothing, and does not pass for done', async () => {
  const { run, json, copy, databaseFile, stopped, stop } = aStore();
  await run(['backup', copy]);
  await run(['rank', '--no-pictures']);

  const running = run(['restore', copy], { stopped });
  stop();
  const { exitCode, stderr } = await running;

  expect(exitCode).toBe(1);
  expect(stderr).toContain('stopped before it was done: nothing was put in the place');
  expect(existsSync(`${databaseFile}.restored`)).toBe(false);
  expect(await json('stats')).toMatchObject({ statuses: POSTS, editions: 1 });
});

test('an import that is stopped says that it goes on, and does', async () => {
  const { run, stopped, stop } = aStore();
  const exported = (await run(['export'])).stdout;
  const other = aCommandLine();
  const stdin = async function* () {
    yield* inputOf(exported.slice(0, exported.length / 2));
    stop();
    yield* inputOf(exported.slice(exported.length / 2));
  };

  const { exitCode, stderr } = await other.run(['import', '-'], { stopped, stdin });
  await other.run(['import', '-'], { stdin: () => inputOf(exported) });

  expect(exitCode).toBe(1);
  expect(stderr).toContain('stopped before it was done: the same command goes on where it ended\n');
  expect(await other.json('stats')).toMatchObject({ statuses: POSTS });
});

test('an export into a file can be stopped, and does not pass for whole', async () => {
  const { run, stopped, stop } = aStore();
  const whole = (await run(['export'])).stdout;
  const written: string[] = [];
  const write = async (text: string) => {
    written.push(text);
    if (written.length === 1) setImmediate(stop); // as a signal comes, while nothing waits
  };

  const { exitCode, stderr } = await run(['export'], {
    stopped,
    stdout: { write, isTerminal: false, columns: 80 },
  });

  expect(exitCode).toBe(1);
  expect(stderr).toContain('stopped before it was done: what it printed is cut short\n');
  expect(written.join('').length).toBeLessThan(whole.length);
});
