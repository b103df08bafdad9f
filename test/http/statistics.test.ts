import { expect, test } from 'vitest';
import { post } from '../support/entries.ts';
import { anApp, bodyOf } from '../support/page_app.ts';
import { aPageWorld } from '../support/page_world.ts';

test('statistics count arrivals by the hour, whatever their minute', async () => {
  const world = aPageWorld(1);
  const atMs = (world.deps.time.now() - 1_234_567) as ReturnType<typeof world.deps.time.now>;
  world.receive(post({ id: '7777', by: 'ada', atMs }), atMs);
  const { get } = anApp(world);

  const page = await bodyOf(get('/statistics'));

  expect(page).toContain('2 arrivals and 0 holes in 7 days');
  expect([...page.matchAll(/class="hour"/g)]).toHaveLength(2);
});

test('where nothing came, nothing is said to have come', async () => {
  const { get } = anApp(aPageWorld(0));

  const page = await bodyOf(get('/statistics'));

  expect(page).toContain('at most 0 in an hour');
  expect(page).not.toContain('class="hour"');
  expect(page).not.toContain('shaded: holes');
});

test('what was not asked for is not said to be whole, and what is wrong stands in the head', async () => {
  const world = aPageWorld(20);
  const trouble = { what: 'Nothing new has come in for a day', remedy: 'Start "driftline run".' };
  const { get } = anApp({ ...world, deps: { ...world.deps, health: () => [trouble] } });
  const before = await bodyOf(get('/statistics'));
  const hear = world.database.connection.prepare(
    `insert into ingest_state (login_key, name, value, at_ms) values (1, 'last_heard', 'poll', ?)`,
  );
  hear.run(world.deps.time.now() - 3 * 86_400_000);

  const page = await bodyOf(get('/statistics'));

  expect(before).toContain('everything that the server gave is here');
  expect(page).not.toContain('everything that the server gave is here');
  expect(page).toContain('Your server was last heard 30 October, 07:30: what is missing since');
  expect(page).toContain('Start &quot;driftline run&quot;.');
});

test('that there are no holes is said of no longer than something has come in', async () => {
  const world = aPageWorld(3);
  const { get } = anApp(world);

  const young = await bodyOf(get('/statistics'));
  world.passes(12 * 7 * 86_400_000);
  world.database.connection
    .prepare(
      `insert into ingest_state (login_key, name, value, at_ms) values (1, 'last_heard', 'poll', ?)`,
    )
    .run(world.deps.time.now());
  const old = await bodyOf(get('/statistics'));

  expect(young).toContain('None since 2 November, 03:00, when the first post came in: everything');
  expect(old).toContain('None in 12 weeks: everything that the server gave is here.');
});

test('holes are drawn into the statistics and listed', async () => {
  const world = aPageWorld(20);
  const toMs = world.deps.time.now() - 3_600_000;
  world.database.connection
    .prepare(
      `insert into holes (login_key, from_ms, to_ms, state, noticed_at_ms) values (1, ?, ?, 'open', ?)`,
    )
    .run(toMs - 7_200_000, toMs, toMs);
  const { get } = anApp(world);

  const page = await bodyOf(get('/statistics'));

  expect(page).toContain('<rect class="hole open"');
  expect(page).toMatch(/<td>2 hours<\/td>/);
  expect(page).toContain('<td>2 November, 04:30 to 06:30</td>');
});

test('a hole that is being crawled says how far, and one that was what it could not prove', async () => {
  const world = aPageWorld(20);
  const hourAgo = world.deps.time.now() - 3_600_000;
  const sql = world.database.connection;
  sql.exec(
    `insert into holes (hole_key, login_key, from_ms, to_ms, state, noticed_at_ms, recovered, unproven)
     values (1, 1, ${hourAgo - 9e6}, ${hourAgo - 8e6}, 'crawled', 0, 12, '["boosts of boosts"]'),
            (2, 1, ${hourAgo - 6e6}, ${hourAgo}, 'open', 0, 3, '[]')`,
  );
  const turn = sql.prepare(
    `insert into crawl_turns (hole_key, kind, subject, place, outcome) values (2, 'account', ?, ?, ?)`,
  );
  for (const nth of [1, 2, 3, 4, 5, 6, 7, 8]) turn.run(`${nth}`, nth, nth < 6 ? 'read' : 'waiting');
  const { get } = anApp(world);

  const page = await bodyOf(get('/statistics'));
  const head = await bodyOf(get(`/e/${world.edition}`));

  expect(page).toContain('62 % of its authors are read, 3 arrivals found');
  expect(page).toContain('12 arrivals found; what cannot be proven: boosts of boosts');
  expect(page).toContain('Leave Driftline running');
  expect(head).toContain('62 % of its authors are read');
});

test('statistics say who is heard, what a follow costs, and how chance does, each in words too', async () => {
  const world = aPageWorld(12);
  const { get, send } = anApp(world);
  world.database.connection
    .prepare(
      `insert into follows (login_key, account_key, since_ms)
       select 1, account_key, 0 from accounts where handle like 'ada@%' or handle like 'bob@%'`,
    )
    .run();
  await send('/seen', JSON.stringify({ kind: 'opened', edition: 1, positions: [1, 3, 6] }));

  const page = await bodyOf(get('/statistics'));

  expect(page).toMatch(/Of 2 people: today 1, .*never yet 1</);
  expect(page).toMatch(/<bdi>Ada<\/bdi>.*?<td class="number">1<\/td>.*?<td class="number">1<\/td>/);
  expect(page).toContain('The ranker against chance');
  expect(page).toContain('Too little was seen of what chance chose');
});

test('pages open while statistics are read, and whoever asks for them waits for the same', async () => {
  const world = aPageWorld(16);
  const { readStatistics } = world.deps;
  let readings = 0;
  let goOn = () => {};
  const isAllowed = new Promise<void>((resolve) => {
    goOn = resolve;
  });
  const { get } = anApp({
    ...world,
    deps: {
      ...world.deps,
      readStatistics: async (asked) => {
        readings += 1;
        await isAllowed;
        return readStatistics(asked);
      },
    },
  });

  const asked = [get('/statistics'), get('/statistics')];
  const edition = await get('/e/1');
  goOn();
  const pages = await Promise.all(asked.map(bodyOf));

  expect(edition.status).toBe(200);
  expect(readings).toBe(1);
  for (const page of pages) expect(page).toContain('Who is heard');
});
