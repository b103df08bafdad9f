import { expect, test } from 'vitest';
import { DAY_MS, type EpochMs, HOUR_MS } from '../../src/core/clock.ts';
import { openHoles } from '../../src/store/holes.ts';
import { post } from '../support/entries.ts';
import { anApp, bodyOf } from '../support/page_app.ts';
import { aNewcomersWorld } from '../support/page_world.ts';

const QUESTION = /Did you\s+read any elsewhere already\?/;
const answer = (word: string) => new URLSearchParams({ answer: word });

/** Sixteen posts of the day before a login, four of them older than a day, and the page's view. */
function aNewcomer() {
  const world = aNewcomersWorld();
  const app = anApp(world);
  const seen = () =>
    world.database.connection
      .prepare("select via from exposures where kind = 'seen' and undone_at_ms is null")
      .all() as { readonly via: string }[];
  const waiting = () =>
    (
      world.database.connection.prepare('select count(*) as n from candidates').get() as {
        n: number;
      }
    ).n;
  return { ...app, seen, waiting };
}

test('after the first login the head asks what was read elsewhere, with the numbers', async () => {
  const { get } = aNewcomer();

  const page = await bodyOf(get('/'));

  expect(page).toContain('16 posts came before Driftline began on 2 November, 07:12.');
  expect(page).toMatch(QUESTION);
  expect(page).toMatch(/value="all">all 16</);
  expect(page).toMatch(/value="older">4 from before/);
  expect(page).toMatch(/value="none">none of them</);
});

test.each([
  ['all', 16],
  ['older', 4],
  ['none', 0],
] as const)('the answer "%s" counts %i as seen and is not asked again', async (word, posts) => {
  const { get, send, seen, waiting } = aNewcomer();

  const response = await send('/backlog', answer(word));
  await send('/backlog', answer('all')); // a form that was still open
  const page = await bodyOf(get('/'));

  expect([response.status, response.headers.get('location')]).toEqual([303, '/']);
  expect(seen()).toEqual(Array.from({ length: posts }, () => ({ via: 'owner' })));
  expect(waiting()).toBe(16 - posts);
  expect(page).not.toMatch(QUESTION);
  expect(page).toContain('take it back');
});

test('it can be taken back for an hour, and then is asked again', async () => {
  const { get, send, seen, waiting, world } = aNewcomer();
  await send('/backlog', answer('all'));
  world.passes(60_000);

  await send('/backlog', answer('undo'));

  expect(seen()).toEqual([]);
  expect(waiting()).toBe(16);
  expect(await bodyOf(get('/'))).toMatch(QUESTION);
});

test('after an hour nothing is said of it any more', async () => {
  const { get, send, world } = aNewcomer();
  await send('/backlog', answer('older'));
  world.passes(HOUR_MS);

  expect(await bodyOf(get('/'))).not.toContain('class="backlog"');
});

test('who has not answered in three days is asked no more', async () => {
  const { get, world } = aNewcomer();
  world.passes(3 * DAY_MS);

  expect(await bodyOf(get('/'))).not.toContain('class="backlog"');
});

/** A hole before the login that is being filled, and what is found in it. */
function beingFilled({ world }: ReturnType<typeof aNewcomer>) {
  const { connection } = world.database;
  const begun = connection.prepare('select login_key, created_at_ms from logins').get() as {
    readonly login_key: number;
    readonly created_at_ms: EpochMs;
  };
  openHoles(world.database).add({
    loginKey: begun.login_key,
    fromMs: (begun.created_at_ms - 7 * DAY_MS) as EpochMs,
    toMs: (begun.created_at_ms - 2 * DAY_MS) as EpochMs,
    state: 'open',
    noticedAtMs: begun.created_at_ms,
    detail: 'asked for: 7 days back',
  });
  return {
    find(id: string) {
      const atMs = (begun.created_at_ms - 3 * DAY_MS) as EpochMs;
      world.receive(post({ id, by: 'late', atMs }), atMs);
    },
    end: () => connection.prepare("update holes set state = 'crawled'").run(),
  };
}

test('what is found of a time that counts as seen is asked about once it is read', async () => {
  const newcomer = aNewcomer();
  const { get, send, waiting, world } = newcomer;
  const hole = beingFilled(newcomer);
  await send('/backlog', answer('older'));
  expect(await bodyOf(get('/'))).toContain('That time is being read still');
  hole.find('70001');
  hole.find('70002');
  world.passes(HOUR_MS);
  expect(await bodyOf(get('/'))).not.toContain('class="backlog"');

  hole.end();
  expect(await bodyOf(get('/'))).toContain('2 more posts from before 1 November, 07:12 were found');
  await send('/backlog', answer('older'));

  expect(waiting()).toBe(12);
  expect(await bodyOf(get('/'))).toContain('2 posts from before Driftline began count as seen.');
});

test('who says that nothing was read elsewhere is not asked about what is found', async () => {
  const newcomer = aNewcomer();
  const { get, send, world } = newcomer;
  const hole = beingFilled(newcomer);
  await send('/backlog', answer('none'));
  hole.find('70001');
  hole.end();
  world.passes(HOUR_MS);

  expect(await bodyOf(get('/'))).not.toContain('class="backlog"');
});

test('another site cannot answer it', async () => {
  const { send, seen } = aNewcomer();

  const response = await send('/backlog', answer('all'), {
    host: '127.0.0.1:4040',
    origin: 'https://elsewhere.example',
  });

  expect(response.status).toBe(403);
  expect(seen()).toEqual([]);
});

test('who was here before anything came is asked nothing', async () => {
  const { get } = anApp();

  expect(await bodyOf(get('/'))).not.toContain('class="backlog"');
});
