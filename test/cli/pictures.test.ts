import { mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest';
import { inventPicture, pictureOf } from '../../src/demo/pictures.ts';
import { drawFrom } from '../../src/demo/world_draw.ts';
import { PARTIAL_FOLDER } from '../../src/http/media/cache_room.ts';
import { drawEdition } from '../../src/rank/draw.ts';
import { openDatabase } from '../../src/store/migrate.ts';
import { aCommandLine, inputOf } from '../support/command_line.ts';
import { aServer } from '../support/demo_server.ts';
import {
  aPerson,
  aPost,
  posted,
  SMALL_WORLD_STARTS_MS,
  smallWorld,
} from '../support/small_world.ts';

const ada = aPerson('ada');
const picture = inventPicture(drawFrom('pictures'), 'sea', true);
const post = aPost('post', ada, SMALL_WORLD_STARTS_MS + 60_000, { pictures: [picture] });
let server: Awaited<ReturnType<typeof aServer>>;
beforeAll(async () => {
  server = await aServer({ ...smallWorld([ada], [posted(post)]), pictureOf });
  await server.passTo(5);
});
afterAll(() => server.close());

/** Somebody whose home holds one post with a picture. */
async function aReader(settings = '') {
  const line = aCommandLine({
    // In this thread: a worker cannot load what is not built.
    drawAside: async (task) => {
      const database = openDatabase(task.file);
      try {
        return await drawEdition({ ...task, database });
      } finally {
        database.close();
      }
    },
  });
  mkdirSync(dirname(line.configFile), { recursive: true });
  writeFileSync(line.configFile, settings);
  const token = { stdin: () => inputOf(`${server.token}\n`) };
  await line.run(['login', server.url, '--token-stdin'], token);
  await line.run(['ingest', '--once']);
  const folder = join(line.home, '.cache/driftline/media');
  const kept = () => {
    try {
      return readdirSync(folder, { recursive: true }).filter((name) =>
        /\/[0-9a-f]{62}$/.test(`${name}`),
      );
    } catch {
      return [];
    }
  };
  return { ...line, folder, kept };
}

test('rank fetches avatar, preview and picture, says so, and finds them the next time', async () => {
  const { run, kept } = await aReader();

  const first = await run(['rank']);
  const second = await run(['rank', '--json']);

  expect(first.stderr).toBe('Kept for reading offline: 3 pictures.\n');
  expect(first.stdout).not.toContain('picture');
  expect(kept()).toHaveLength(3);
  expect(second.stderr).toBe('Kept for reading offline: 3 pictures, 3 of them before.\n');
  expect(JSON.parse(second.stdout)).toHaveLength(1);
});

test('pictures that the disk does not take are not said to be kept', async () => {
  const { run, kept, folder } = await aReader();
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, PARTIAL_FOLDER), 'in the way');

  const { stderr: log } = await run(['ingest', '--once', '--draw']);
  const { exitCode, stderr } = await run(['rank']);

  expect([exitCode, kept()]).toEqual([0, []]);
  expect(stderr).toMatch(
    /^Kept for reading offline: 0 pictures; 3 pictures could not be kept \(.+\)/,
  );
  expect(log.match(/media\.not_kept/g)).toHaveLength(1);
});

test('a terminal sees how far it is, and nothing of that stays', async () => {
  const { run } = await aReader();
  let shown = '';
  const write = async (text: string) => {
    shown += text;
  };

  await run(['rank'], { stderr: { write, isTerminal: true, columns: 80 } });

  expect(shown.endsWith('Kept for reading offline: 3 pictures.\n')).toBe(true);
});

test.each([
  ['--no-pictures', '', ['rank', '--no-pictures']],
  ['prefetch = false', '[media]\nprefetch = false\n', ['rank']],
  ['cache = "none"', '[media]\ncache = "none"\n', ['rank']],
  ['--dry-run', '', ['rank', '--dry-run']],
])('with %s nothing is fetched', async (_what, settings, args) => {
  const { run, kept } = await aReader(settings);

  const { exitCode, stderr } = await run(args);

  expect({ exitCode, stderr, kept: kept() }).toEqual({ exitCode: 0, stderr: '', kept: [] });
});

test('a draw on the page fetches them beside, and a line of the log says so', async () => {
  const { run, kept } = await aReader();
  const stopping = new AbortController();
  let said = '';
  const output = {
    write: async (text: string) => {
      said += text;
    },
    isTerminal: false,
    columns: 100,
  };
  const args = ['serve', '--port', '0'];
  const ended = run(args, { stopped: stopping.signal, stdout: output, stderr: output });
  onTestFinished(async () => {
    stopping.abort();
    await ended;
  });
  await expect.poll(() => said, { timeout: 10_000 }).toContain('Reading at');
  const url = /http:\S+/.exec(said)?.[0] as string;

  const headers = { origin: new URL(url).origin };
  await fetch(new URL('/draw', url), { method: 'POST', headers, redirect: 'manual' });

  await expect.poll(() => said, { timeout: 10_000 }).toContain('"event":"media.prefetched"');
  expect(said).toContain('"edition":1,"wanted":3,"kept":0,"fetched":3,"failed":0,"bytes":');
  expect(kept()).toHaveLength(3);
});
