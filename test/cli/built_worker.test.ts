import { once } from 'node:events';
import { readdirSync, readFileSync } from 'node:fs';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import { Worker } from 'node:worker_threads';
import { expect, test } from 'vitest';
import { aCommandLine } from '../support/command_line.ts';
import { aHome, hours } from '../support/entries.ts';

const PROGRAM = fileURLToPath(new URL('../../dist/program/', import.meta.url));
const ROOT_REQUIRED = /require\("\.\/(?:main|worker|own_sql_child)\.js"\)/;

test('the built thread does its work, and runs no command beside it', async () => {
  const { home } = aCommandLine();
  const file = `${home}/home.db`;
  aHome(file).database.close();
  const statistics = { nowMs: hours(1), sinceMs: hours(0), followsMax: 10 };
  const worker = new Worker(`${PROGRAM}worker.js`, {
    workerData: { file, statistics },
    argv: [],
    stdout: true,
    stderr: true,
  });
  const said = Promise.all([text(worker.stdout), text(worker.stderr)]);

  const [answer] = await once(worker, 'message');

  expect(answer).toMatchObject({ done: { unseen: 0 } });
  expect(await said).toEqual(['', '']);
});

test('no file of the program loads one that begins something as it is loaded', () => {
  const files = readdirSync(PROGRAM).filter((name) => name.endsWith('.js'));
  const loading = files.filter((name) => ROOT_REQUIRED.test(readFileSync(PROGRAM + name, 'utf8')));

  expect(files).toContain('worker.js');
  expect(loading).toEqual([]);
});
