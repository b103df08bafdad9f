import { expect, test } from 'vitest';
import { DAY_MS, type EpochMs, HOUR_MS, MINUTE_MS } from '../../src/core/clock.ts';
import { MORNING } from '../../src/core/feed.ts';
import type { Person, WorldEvent } from '../../src/demo/world.ts';
import { ingestOnce } from '../../src/ingest/ingest.ts';
import { drawEdition } from '../../src/rank/draw.ts';
import { openAbsences } from '../../src/store/absences.ts';
import { answering, at, missing } from '../support/ingest_home.ts';
import { anOwnersHome } from '../support/owner_home.ts';
import { aPerson, aPost, posted } from '../support/small_world.ts';

const HOUR = HOUR_MS / MINUTE_MS;
const DAY = 24 * HOUR;
/** What the server keeps of others' posts, as its admin set it. */
const KEPT_DAYS = 4;

const people = Array.from({ length: 8 }, (_, nth) => aPerson(`p${nth}`));
const strangers = Array.from({ length: 6 }, (_, nth) =>
  aPerson(`stranger${nth}`, { isFollowed: false }),
);
const neighbours = Array.from({ length: 4 }, (_, nth) =>
  aPerson(`neighbour${nth}`, { domain: 'home.example' }),
);

/** Everybody has their places: what is tested is not the ranking. */
const EVERYTHING = { ...MORNING, size: 120, perAuthor: 40, perServer: 1, spacing: 2 };

/** Three posts a day of everybody; what a stranger writes is boosted. */
function days(count: number): readonly WorldEvent[] {
  return Array.from({ length: count * 3 }, (_, turn) =>
    [...people, ...neighbours, ...strangers].flatMap((who, nth): WorldEvent[] => {
      const minutes = turn * 8 * HOUR + nth * 20;
      const one = aPost(`${who.id}-${turn}`, who, at(minutes));
      const booster = people[(turn + nth) % people.length] as (typeof people)[number];
      const boost = { id: `boost of ${one.id}`, post: one, booster, atMs: at(minutes + 5) };
      return who.isFollowed ? [posted(one)] : [posted(one), { kind: 'boost', ...boost }];
    }),
  ).flat();
}

/** One of four is taken back a day later, when no home shows it any more. */
function takenBack(events: readonly WorldEvent[]): readonly WorldEvent[] {
  return events.flatMap((event, nth): WorldEvent[] =>
    event.kind === 'post' && nth % 4 === 1
      ? [{ kind: 'delete', atMs: event.atMs + DAY_MS, postId: event.post.id }]
      : [],
  );
}

/** A home of a fortnight from which an edition is drawn every morning. */
async function aHomeWithMornings(count: number, keptDays: number | undefined) {
  const written = days(Math.max(count, 9));
  const deleted = takenBack(written);
  const events = [...written, ...deleted].toSorted((a, b) => a.atMs - b.atMs);
  const home = await anOwnersHome(events, {
    homeLimit: 30,
    faults: keptDays === undefined ? {} : { letsGoAfterMs: keptDays * DAY_MS },
  });
  const once = async (minutes: number) => {
    await home.server.passTo(minutes);
    const done = ingestOnce(home.deps());
    await home.server.passTo(minutes + 4);
    await done;
  };
  for (let day = 1; day <= count; day += 1) {
    for (const hours of [8, 16]) await once((day - 1) * DAY + hours * HOUR);
    await once(day * DAY);
    const nowMs = home.server.time.now() as EpochMs;
    const feed = { ...MORNING, size: 40, perAuthor: 6 };
    drawEdition({ database: home.database, feed, seed: `${nowMs}`, nowMs, dryRun: false });
    for (const minutes of [5, 20, 35]) await once(day * DAY + minutes);
  }
  const isDeleted = new Set(
    deleted.flatMap((event) => ('postId' in event ? String(event.postId) : [])),
  );
  const nameOf = ({ uri }: Record<string, unknown>) => String(uri).split('/').at(-1) ?? '';
  const gone = home.all('select uri from statuses where deleted_at_ms is not null').map(nameOf);
  const withoutText = home
    .all('select uri from statuses left join payloads using (status_key) where body is null')
    .map(nameOf);
  return { ...home, once, isDeleted, gone, withoutText };
}

test('what a server lets go after some days stays, and what authors took back is gone', async () => {
  const home = await aHomeWithMornings(14, KEPT_DAYS);

  const lost = home.withoutText.filter((post) => !home.isDeleted.has(post));
  const noticed = home.gone.filter((post) => home.isDeleted.has(post));

  expect(lost).toEqual([]);
  expect(noticed.length).toBeGreaterThan(100);
  expect(home.count('absences')).toBeGreaterThan(10);
  expect(
    home.count(`arrivals join statuses using (status_key)
                 where removed_at_ms is not null and deleted_at_ms is null`),
  ).toBe(0);
});

/** Two days in a home that shows nothing of the first any more, an edition of it just drawn. */
async function aHomeOfTwoDays(more: readonly WorldEvent[] = []) {
  const home = await anOwnersHome([...days(2), ...more], { homeLimit: 30 });
  let answer: ((url: URL) => Response | undefined) | undefined;
  const send = answering(home.deps(), (url) => answer?.(url));
  const once = async (minutes: number) => {
    await home.server.passTo(minutes);
    const done = ingestOnce(home.deps({ send }));
    await home.server.passTo(minutes + 4);
    await done;
  };
  const draw = () => {
    const nowMs = home.server.time.now() as EpochMs;
    drawEdition({ database: home.database, feed: EVERYTHING, seed: 'x', nowMs, dryRun: false });
  };
  const setAnswer = (one: typeof answer) => {
    answer = one;
  };
  for (let hours = 6; hours <= 48; hours += 6) await once(hours * HOUR);
  const standing = () => home.count('statuses where deleted_at_ms is null');
  const absent = () => home.count('absences');
  return { ...home, once, draw, setAnswer, standing, absent };
}

test('a server that has nothing for an hour says nothing of any post', async () => {
  const home = await aHomeOfTwoDays();
  const before = home.standing();
  home.draw();

  home.setAnswer(({ pathname }) => {
    if (!pathname.startsWith('/api/v1/statuses')) return undefined;
    return pathname === '/api/v1/statuses' ? Response.json([]) : missing();
  });
  for (const minutes of [5, 20, 35, 50]) await home.once(2 * DAY + minutes);
  const meanwhile = [home.standing(), home.absent(), home.count('payloads')];
  home.setAnswer(undefined);
  await home.once(2 * DAY + 2 * HOUR);

  expect(before).toBe(108);
  expect(meanwhile).toEqual([before, 0, before]);
  expect([home.standing(), home.absent(), home.count('departures')]).toEqual([before, 0, 0]);
});

test('what a server that was set back to a copy has lost stays', async () => {
  const home = await aHomeOfTwoDays();
  const before = home.standing();
  home.draw();
  const lost = new Set(
    home
      .all(`select server_id from server_ids join statuses using (status_key)
             where created_at_ms between ${at(24 * HOUR)} and ${at(40 * HOUR)}`)
      .map(({ server_id }) => String(server_id)),
  );

  home.setAnswer((url) => {
    if (url.pathname === '/api/v1/statuses') {
      const ids = url.searchParams.getAll('id[]').filter((id) => !lost.has(id));
      const said = ids.map((id) => home.server.statusOf(id));
      return Response.json(said);
    }
    return lost.has(url.pathname.split('/').at(-1) ?? '') ? missing() : undefined;
  });
  for (const minutes of [5, 20, 35]) await home.once(2 * DAY + minutes);

  expect(lost.size).toBeGreaterThan(20);
  expect([home.standing(), home.count('payloads')]).toEqual([before, before]);
  expect(home.absent()).toBeGreaterThan(3);
});

test('what was let go and is boosted again is there again, by its new id', async () => {
  const post = aPost('stranger0-2', strangers[0] as Person, at(16 * HOUR + 240));
  const again = { id: 'again', post, booster: people[1] as Person, atMs: at(49 * HOUR) };
  const home = await aHomeOfTwoDays([{ kind: 'boost', ...again }]);
  const ofPost = () =>
    home.all(`select server_id, exists (select 1 from absences
                                         where absences.server_id = server_ids.server_id)
                         as is_absent
                from server_ids join statuses using (status_key)
               where uri like '%/stranger0-2'`);
  home.draw();
  home.server.faults.letsGoAfterMs = DAY_MS;
  for (const minutes of [5, 20]) await home.once(2 * DAY + minutes);
  const before = ofPost();
  home.server.faults.letsGoAfterMs = 99 * DAY_MS; // by its id it would be let go at once

  await home.once(2 * DAY + 2 * HOUR);

  const after = ofPost();
  expect([before, after].map((rows) => rows.map(({ is_absent }) => is_absent))).toEqual([[1], [0]]);
  expect(after[0]?.server_id).not.toBe(before[0]?.server_id);
});

test('a favourite that went with what was let go is none that was taken back', async () => {
  const post = aPost('stranger0-2', strangers[0] as Person, at(16 * HOUR + 240));
  const again = { id: 'again', post, booster: people[1] as Person, atMs: at(49 * HOUR) };
  const home = await aHomeOfTwoDays([{ kind: 'boost', ...again }]);
  const acts = () => home.acts().map(({ kind, is_undone }) => [kind, is_undone]);
  home.server.act('favourite', home.uriOf('stranger0-2'));
  await home.once(2 * DAY + 15);
  home.server.faults.letsGoAfterMs = DAY_MS;
  await home.once(2 * DAY + 30);
  const letGo = acts();
  home.server.faults.letsGoAfterMs = 99 * DAY_MS;

  await home.once(2 * DAY + 2 * HOUR);
  await home.once(2 * DAY + 3 * HOUR);
  const boosted = acts();
  home.server.act('favourite', home.uriOf('stranger0-2'));
  await home.once(2 * DAY + 4 * HOUR);
  home.server.act('favourite', home.uriOf('stranger0-2'), true);
  await home.once(2 * DAY + 5 * HOUR);

  expect(letGo).toEqual([['favourite', 0]]);
  expect(boosted).toEqual([['favourite', 0]]);
  expect(acts()).toEqual([['favourite', 1]]);
});

test('a pause that begins before what the server keeps names what that leaves unproven', async () => {
  const home = await aHomeWithMornings(3, 2);
  for (const hours of [0, 6, 12]) await home.once(8 * DAY + hours * HOUR);

  const [hole] = home.all(
    'select state, unproven from holes order by to_ms - from_ms desc limit 1',
  );
  expect(hole?.state).toBe('crawled');
  expect(JSON.parse(String(hole?.unproven))).toContain('what your server had let go for its age');
});

test('a pause at a server that keeps everything names nothing of the kind', async () => {
  const home = await aHomeWithMornings(3, undefined);
  for (const hours of [0, 6, 12]) await home.once(8 * DAY + hours * HOUR);

  const [hole] = home.all(
    'select state, unproven from holes order by to_ms - from_ms desc limit 1',
  );
  expect(hole?.state).toBe('crawled');
  expect(JSON.parse(String(hole?.unproven))).toEqual(['boosts that your server grouped away']);
});

test('what is told as deleted after it seemed to have been let go is gone', async () => {
  const post = aPost('p', people[0] as Person, at(5));
  const home = await anOwnersHome([posted(post), { kind: 'delete', atMs: at(20), postId: 'p' }]);
  home.run();
  await home.server.passTo(19.99); // what its home shows once more would be there again
  const [row] = home.all('select server_id from server_ids');
  openAbsences(home.database).note(1, String(row?.server_id), home.server.time.now());

  await home.server.passTo(30);

  expect([home.count('payloads'), home.count('departures')]).toEqual([0, 0]);
});
