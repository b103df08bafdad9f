import fc from 'fast-check';
import { expect, test } from 'vitest';
import { goneWords } from '../../src/cli/upkeep.ts';
import { isoOf } from '../../src/core/clock.ts';
import { signalWords } from '../../src/core/signals.ts';
import { lastChancesMax } from '../../src/rank/last_chances.ts';
import { aKeptHome, day, KEEP_DAYS, lastChancesIn } from '../support/kept_home.ts';

const BUSY = ['bob', 'cleo', 'dan'];

/** Each of the busy says something each day; ada said one thing on the first, and nothing since. */
function aHomeOfAda(more: Parameters<typeof aKeptHome>[1] = {}) {
  const home = aKeptHome(['ada', ...BUSY], more);
  home.say('ada', '1', day(0));
  const days = (from: number, to: number) => {
    for (let nth = from; nth < to; nth += 1)
      for (const [who, by] of BUSY.entries()) home.say(by, `${100 * nth + who}`, day(nth + 0.5));
  };
  days(1, 20);
  return { ...home, days };
}

test('what a quiet author said has a last chance before it leaves, and says so', () => {
  const home = aHomeOfAda();
  expect(lastChancesIn(home.draw(day(KEEP_DAYS - 14.1), true))).toEqual([]);

  const edition = home.draw(day(KEEP_DAYS - 10));

  const entry = edition.entries.find(({ statusId }) => statusId === '1');
  expect(lastChancesIn(edition)).toEqual(['1']);
  expect(entry?.lane).toBe('quiet');
  expect(signalWords('last_chance', entry?.signals.last_chance as never)).toBe(
    `it leaves the store on ${isoOf(day(KEEP_DAYS + 4)).slice(0, 10)}`,
  );
});

test('what was offered before comes as a second chance, though it rests', () => {
  const home = aHomeOfAda();
  const early = home.draw(day(2));
  home.see(
    early,
    day(2.1),
    early.entries.filter(({ statusId }) => statusId !== '1').map(({ uri }) => uri),
  );
  expect(early.entries.map(({ statusId }) => statusId)).toContain('1');

  const edition = home.draw(day(KEEP_DAYS - 10));

  expect(edition.entries.find(({ statusId }) => statusId === '1')?.lane).toBe('resurfaced');
  expect(lastChancesIn(edition)).toEqual(['1']);
});

test('an edition that was opened ends it, one that nobody opened does not', () => {
  const home = aHomeOfAda();
  home.draw(day(20));
  const second = home.draw(day(21));
  expect(lastChancesIn(second)).toEqual(['1']);
  const other = second.entries.find(({ statusId }) => statusId !== '1');

  home.see(second, day(21.1), [other?.uri]);

  expect(lastChancesIn(home.draw(day(22), true))).toEqual([]);
});

test('who had a last chance has no other for four weeks, whatever else of theirs leaves', () => {
  const home = aHomeOfAda();
  home.say('ada', '2', day(10));
  home.days(20, 49);
  const first = home.draw(day(21));
  expect(lastChancesIn(first)).toEqual(['1']);
  home.see(first, day(21.1), [first.entries.find(({ statusId }) => Number(statusId) > 9)?.uri]);

  expect(lastChancesIn(home.draw(day(48.9), true))).toEqual([]);
  expect(lastChancesIn(home.draw(day(49.1), true))).toEqual(['2']);
});

test('what waits for its last chance after a long absence counts among what was drawn from', () => {
  const home = aHomeOfAda();
  home.days(20, 30);

  const { report, entries } = home.draw(day(KEEP_DAYS + 40));

  expect(entries).toHaveLength(1);
  expect(report.candidates).toBeGreaterThanOrEqual(entries.length);
});

test('what had its last chance goes two weeks later, and one line says so', async () => {
  const home = aHomeOfAda();
  const edition = home.draw(day(29));
  home.see(edition, day(29.1), [edition.entries.find(({ statusId }) => statusId !== '1')?.uri]);

  const early = await home.keep(day(42.9));
  expect([early.pruned, home.bodies()[0]]).toEqual([expect.any(Number), '1']);
  const late = await home.keep(day(43.1));

  expect(home.bodies()).not.toContain('1');
  expect(late.lastChances).toEqual([1]);
  expect(goneWords(late)).toMatch(
    /^1 post let go: 1 never seen, 1 had a last chance in edition 1\.$/,
  );
});

test('a reader who is away for months finds it when they are back', async () => {
  const home = aHomeOfAda();
  for (let nth = 20; nth < KEEP_DAYS + 99; nth += 5) {
    home.days(nth, nth + 2);
    const edition = home.draw(day(nth + 0.9));
    if (nth > 32) expect(lastChancesIn(edition)).toEqual(['1']);
    await home.keep(day(nth + 0.95));
  }

  expect(home.bodies()).toContain('1');
  expect(home.bodies().length).toBeLessThan(3 * KEEP_DAYS + 50);
}, 60_000);

test('it does not wait for ever', async () => {
  const home = aHomeOfAda();
  const report = await home.keep(day(KEEP_DAYS + 1));
  await home.keep(day(KEEP_DAYS + 25));
  for (let nth = 50; nth < KEEP_DAYS + 100; nth += 20) await home.keep(day(nth));
  expect(home.bodies()).toContain('1');

  await home.keep(day(KEEP_DAYS + 102));

  expect(goneWords(report)).toContain('1 kept until their last chance');
  expect(home.bodies()).not.toContain('1');
});

test('a machine that was off for long deletes nothing of it at once', async () => {
  const home = aHomeOfAda();
  await home.keep(day(20));

  const report = await home.keep(day(KEEP_DAYS + 200));

  expect(report.waiting).toBe(4); // by now the others are quiet too
  expect(home.bodies()).toContain('1');
  expect(lastChancesIn(home.draw(day(KEEP_DAYS + 201), true)).length).toBe(1);
});

test.each([
  ['a feed that does not reach so far', { reachDays: KEEP_DAYS - 15 }],
  ['a feed without turns', { quotas: { turns: 0, boosted: 1, resurfaced: 1, wildcard: 0 } }],
  ['a feed as it came', { order: 'as it came' as const }],
])('%s gives none', async (_, more) => {
  const home = aHomeOfAda(more);

  expect(lastChancesIn(home.draw(day(25)))).toEqual([]);
  expect((await home.keep(day(31))).waiting).toBe(0);
});

test('nothing changes where nothing is near its end', () => {
  const drawn = (keepDays: number) => {
    const home = aHomeOfAda({ keepDays });
    return home.draw(day(21), true).entries.map(({ uri, lane, signals }) => [uri, lane, signals]);
  };

  expect(drawn(36)).toEqual(drawn(4_000));
});

const QUIET = ['q0', 'q1', 'q2', 'q3', 'q4'];
const NIGHTS = 75;

const told = fc.record({
  /** Who of the quiet says something on which day. */
  said: fc.array(fc.tuple(fc.constantFrom(...QUIET), fc.nat(50)), { minLength: 8, maxLength: 25 }),
  /** On which mornings the reader comes; away from one to another. */
  awayFrom: fc.integer({ min: 20, max: 60 }),
  awayDays: fc.integer({ min: 0, max: 40 }),
  seen: fc.integer({ min: 1, max: 8 }),
});

/** On which day one of the quiet said it; ids are `q1x7`, the seventh of what was said. */
function saidDay(statusId: string, said: readonly (readonly [string, number])[]) {
  const nth = /^q\dx(\d+)$/.exec(statusId)?.[1];
  return nth === undefined ? undefined : said[Number(nth)]?.[1];
}

test('no quiet author leaves unheard, nobody has two, and an edition is never crowded', async () => {
  await fc.assert(
    fc.asyncProperty(told, async ({ said, awayFrom, awayDays, seen }) => {
      const home = aKeptHome([...QUIET, ...BUSY]);
      const most = lastChancesMax(home.feed);
      const given = new Map<string, number>(); // by author: when the last opened one was
      const done = new Set<string>();
      const unseenOf = home.database.connection.prepare(
        `select server_ids.server_id, handle, is_quiet, pruned_at_ms, arrived_at_ms,
                exists (select 1 from exposures where exposures.uri_hash = statuses.uri_hash
                           and kind = 'seen') as is_seen
           from statuses join server_ids using (status_key) join arrivals using (status_key)
           join accounts on account_key = author_key
           join author_signals using (account_key)`,
      );
      for (let nth = 0; nth < NIGHTS; nth += 1) {
        for (const by of BUSY) home.say(by, `${by}${nth}`, day(nth + 0.2));
        for (const [index, [by, when]] of said.entries())
          if (when === nth) home.say(by, `${by}x${index}`, day(nth + 0.3));
        const edition = home.draw(day(nth + 0.5));
        const chances = edition.entries.filter(({ signals }) => signals.last_chance);

        expect(chances.length).toBeLessThanOrEqual(most);
        for (const { lane, statusId, account } of chances) {
          expect(['quiet', 'resurfaced']).toContain(lane);
          expect(done.has(statusId)).toBe(false);
          expect(day(nth) - (given.get(account) ?? day(-99))).toBeGreaterThan(day(26) - day(0));
        }
        if (nth < awayFrom || nth > awayFrom + awayDays) {
          home.see(
            edition,
            day(nth + 0.6),
            edition.entries.slice(0, seen).map(({ uri }) => uri),
          );
          // Whatever brought an old post there: it was before the reader's eyes.
          for (const { statusId, account } of edition.entries) {
            const saidOn = saidDay(statusId, said);
            if (saidOn === undefined || nth - saidOn < KEEP_DAYS - 14) continue;
            done.add(statusId);
            given.set(account, day(nth));
          }
        }
        const nowMs = day(nth + 0.7);
        await home.keep(nowMs);
        const rows = unseenOf.all() as {
          handle: string;
          is_quiet: number;
          is_seen: number;
          server_id: string;
          pruned_at_ms: number | null;
          arrived_at_ms: number;
        }[];
        for (const gone of rows) {
          if (gone.pruned_at_ms !== nowMs || gone.is_seen || !gone.is_quiet) continue;
          const wasHeard = nowMs - (given.get(gone.handle) ?? -1e15) < day(29) - day(0);
          const hasAnother = rows.some(
            (one) =>
              one.handle === gone.handle &&
              one.pruned_at_ms === null &&
              !one.is_seen &&
              one.arrived_at_ms <= nowMs - (day(KEEP_DAYS - 14) - day(0)),
          );
          expect([gone.server_id, wasHeard || hasAnother]).toEqual([gone.server_id, true]);
        }
      }
    }),
    { numRuns: 3, seed: 7, endOnFailure: true },
  );
}, 120_000);
