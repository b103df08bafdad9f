import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { beforeEach, expect, test } from 'vitest';
import { isoOf } from '../../src/core/clock.ts';
import { aCommandLine, inputOf } from '../support/command_line.ts';
import { account, hours, statusJson } from '../support/entries.ts';

const NOW = isoOf(hours(48));
// A home of its own for each test: they may run in any order.
let line: ReturnType<typeof aCommandLine>;

/** Two days of four people, told as a recording; the last line is broken. */
function aRecording(): string {
  const posts = ['ada', 'bob', 'cleo', 'dan'].flatMap((by, person) =>
    [0, 1, 2, 3].map((nth) => {
      const atMs = hours(nth * 10 + person);
      const id = `${100 + nth * 10 + person}`;
      return { at: isoOf(atMs), event: 'update', payload: statusJson({ id, by, atMs }) };
    }),
  );
  const lines = posts
    .sort((one, other) => one.at.localeCompare(other.at))
    .map((post) => JSON.stringify(post));
  return `${[...lines, '{"at":'].join('\n')}\n`;
}

async function answerOf(args: readonly string[]) {
  const said = await line.run([...args, '--json']);
  expect(said).toMatchObject({ exitCode: 0, stderr: '' });
  return JSON.parse(said.stdout);
}

beforeEach(async () => {
  line = aCommandLine();
  const said = await line.run(['import', '-'], { stdin: () => inputOf(aRecording()) });
  expect(said).toMatchObject({ exitCode: 0 });
  expect(said.stderr).toContain('line 17');
});

test('stats counts what came in, and what was kept out', async () => {
  const stats = await answerOf(['stats']);

  expect(stats).toMatchObject({
    statuses: 16,
    arrivals: 16,
    follows: 4,
    unseen: 16,
    seen: 0,
    holes: [],
    editions: 0,
    coverage: { followed: 4, waiting: 4, heard_14_days: 0 },
  });
  expect(Object.values(stats.refused)).toEqual([1]);
});

test('a dry draw is printed in its order and keeps nothing', async () => {
  const args = ['rank', '--dry-run', '--seed', 'x', '--now', NOW, '--size', '10'];

  const drawn = await answerOf(args);
  const again = await answerOf(args);

  expect(drawn).toEqual(again);
  expect(drawn.map((entry: { position: number }) => entry.position)).toEqual(
    drawn.map((_: unknown, index: number) => index + 1),
  );
  expect(drawn[0]).toMatchObject({
    status_id: expect.stringMatching(/^\d+$/),
    uri: expect.stringMatching(/^https:/),
    account: expect.stringContaining('@example.social'),
    score: expect.any(Number),
    weight: expect.any(Number),
    signals: { freshness: { value: expect.any(Number), factor: expect.any(Number) } },
    boosters: [],
  });
  expect((await answerOf(['stats'])).editions).toBe(0);
});

test('one of anything is said as one', async () => {
  const drawn = await line.run(['rank', '--dry-run', '--now', NOW, '--size', '1']);

  expect(drawn.stdout).toContain('A dry draw of 1 post: nothing was kept.');
  expect(drawn.stdout).toMatch(/^ {3}1 +× \d+\.\d\d {2}@\S+, /m);
  expect(drawn.stdout).toContain('; 1 person; about 1 minute to read.');
});

test('importing a file that is not there leaves no database behind', async () => {
  const bare = aCommandLine();

  const imported = await bare.run(['import', '/nowhere/recording.jsonl']);
  const stats = await bare.run(['stats']);

  expect(imported).toMatchObject({ exitCode: 1 });
  expect(imported.stderr).toContain('there is no file /nowhere/recording.jsonl');
  expect(stats.stderr).toMatch(/there is no database .*"driftline login SERVER"/);
});

test('a folder is no recording: that is said in a line, and no database is made', async () => {
  const bare = aCommandLine();

  const folder = await bare.run(['import', '/']);

  expect(folder).toMatchObject({ exitCode: 1, stderr: 'driftline: / is a folder: name a file\n' });
  expect(existsSync(bare.databaseFile)).toBe(false);
});

test.skipIf(!existsSync('/proc/self'))(
  'a place that takes no folder is refused in a line',
  async () => {
    const nowhere = await line.run(['import', '-', '--db', '/proc/driftline/x.db'], {
      stdin: () => inputOf(aRecording()),
    });

    expect(nowhere.exitCode).toBe(1);
    expect(nowhere.stderr).toMatch(/^driftline: \/proc\/driftline .*name another place\n$/);
  },
);

test('a draw becomes an edition that can be shown, and explained', async () => {
  const drawn = await answerOf(['rank', '--seed', 'x', '--now', NOW, '--size', '3']);
  const shown = await answerOf(['edition']);
  const explained = await answerOf(['explain', drawn[0].status_id]);

  expect(shown).toEqual(drawn);
  expect(explained).toMatchObject({
    status_id: drawn[0].status_id,
    in_edition: { edition: 1, position: 1 },
    left_out: null,
    lane: drawn[0].lane,
    score: drawn[0].score,
    exposures: [{ kind: 'offered', at: NOW }],
  });
});

test('an edition reads well in a terminal, without escape sequences where none are wanted', async () => {
  await answerOf(['rank', '--seed', 'x', '--now', NOW, '--size', '3']);
  const { exitCode, stdout } = await line.run(['edition', '1']);

  expect(exitCode).toBe(0);
  expect(stdout).toContain('edition 1');
  expect(stdout).toMatch(/says 1\d\d/);
  expect(stdout).not.toContain('\u001b');
});

test('an edition or a post that is not there is said to be not there', async () => {
  const edition = await line.run(['edition', '99']);
  const post = await line.run(['explain', 'https://example.social/never']);

  expect([edition.exitCode, post.exitCode]).toEqual([1, 1]);
  expect(edition.stderr).toContain('there is no edition 99');
  expect(post.stderr).toContain('https://example.social/never');
});

test('a boost stands for the post in it, by its id, its uri or its address', async () => {
  const wrapper = {
    id: '777',
    uri: 'https://example.social/users/eve/statuses/777/activity',
    created_at: isoOf(hours(40)),
    account: account('eve'),
    reblog: statusJson({ id: '100', by: 'ada', atMs: hours(0) }),
  };
  const far = {
    id: '778',
    uri: 'https://far.example/activities/8f3a',
    url: 'https://far.example/notice/8f3a',
    created_at: isoOf(hours(41)),
    account: account('eve'),
    reblog: wrapper.reblog,
  };
  const owner = { ...account('me'), id: '1' };
  const recording = [
    { at: isoOf(hours(40)), event: 'owner', payload: owner },
    { at: isoOf(hours(40)), event: 'update', payload: wrapper },
    { at: isoOf(hours(41)), event: 'update', payload: far },
  ];
  const text = recording.map((one) => JSON.stringify(one)).join('\n');
  await line.run(['import', '-'], { stdin: () => inputOf(text) });

  const names = ['777', wrapper.uri, 'https://example.social/@eve/777', far.uri, far.url];
  const boosts = await Promise.all(names.map((name) => answerOf(['explain', name])));
  const own = await answerOf(['explain', 'https://example.social/@ada@example.social/100']);

  for (const boost of boosts) {
    expect(boost).toMatchObject({ status_id: '100', boosted_by: 'eve@example.social' });
  }
  expect(own).toMatchObject({ status_id: '100', boosted_by: null });
});

test('a post without a name is wrong usage', async () => {
  const { exitCode, stderr } = await line.run(['explain', ' ']);

  expect(exitCode).toBe(2);
  expect(stderr).toContain('the id or the address of a post');
});

test('what is exported can be imported elsewhere, and draws the same', async () => {
  const other = aCommandLine();
  const exported = await line.run(['export']);

  const said = await other.run(['import', '-'], { stdin: () => inputOf(exported.stdout) });
  const args = ['rank', '--dry-run', '--seed', 'y', '--now', isoOf(hours(60)), '--json'];
  const here = await line.run(args);
  const there = await other.run(args);

  expect(said).toMatchObject({ exitCode: 0, stderr: '' });
  expect(JSON.parse(there.stdout).length).toBeGreaterThan(0);
  expect(there.stdout).toBe(here.stdout);
});

test('a recording of nothing but broken lines is a failure', async () => {
  const { exitCode, stderr } = await aCommandLine().run(['import', '-'], {
    stdin: () => inputOf('what?\n'),
  });

  expect(exitCode).toBe(1);
  expect(stderr).toContain('line 1');
});

test('a feed in the settings is drawn by its name', async () => {
  mkdirSync(dirname(line.configFile), { recursive: true });
  writeFileSync(line.configFile, '[feeds.short]\nsize = 2\n');

  const drawn = await answerOf(['rank', '--feed', 'short', '--dry-run', '--now', NOW]);
  const unknown = await line.run(['rank', '--feed', 'long', '--dry-run']);

  expect(drawn).toHaveLength(2);
  expect(unknown.exitCode).toBe(2);
  expect(unknown.stderr).toMatch(/there are: morning, .*, short$/m);
});

test('what was left out is told with what would have changed that', async () => {
  await answerOf(['rank', '--seed', 'x', '--now', NOW, '--size', '3']);
  const entries: { readonly status_id: string }[] = await answerOf(['edition']);
  const ids = ['ada', 'bob', 'cleo', 'dan'].flatMap((_, person) =>
    [0, 1, 2, 3].map((nth) => `${100 + nth * 10 + person}`),
  );
  const out = ids.filter((id) => !entries.some(({ status_id }) => status_id === id));

  const [document] = await Promise.all(out.slice(0, 1).map((id) => answerOf(['explain', id])));
  const told = await line.run(['explain', out[0] as string]);

  expect(document).toMatchObject({ in_edition: null, lane: null, what_if: null });
  expect(document.left_out).toMatch(/^others weighed more/);
  expect(document.place_by_score).toMatchObject({ of: 3 });
  const { factor } = document.would_change.at(-1);
  expect(factor).toBeGreaterThan(1);
  expect(told.stdout).toContain(`Not in an edition: ${document.left_out}.\nBy its score alone`);
  expect(told.stdout.replace(/\s+/g, ' ')).toMatch(/with × [\d.]+ more it would have come in\./);
});
