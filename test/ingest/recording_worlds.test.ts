import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Entry } from '../../src/core/edition.ts';
import { MORNING } from '../../src/core/feed.ts';
import { drawEdition } from '../../src/rank/draw.ts';
import type { Database } from '../../src/store/database.ts';
import { openShownStatuses, type ShownStatus } from '../../src/store/shown_statuses.ts';
import { account, hours, statusJson } from '../support/entries.ts';
import { aNewDatabase } from '../support/new_database.ts';
import { OVER_HOUR, randomRecording } from '../support/random_recording.ts';
import { exported, importLines, line } from '../support/recording.ts';

const RUNS = { numRuns: 40, seed: 2026, endOnFailure: true };

const draw = (database: Database) =>
  drawEdition({
    ...{ database, feed: { ...MORNING, size: 12 }, seed: 'world', dryRun: true },
    nowMs: hours(OVER_HOUR),
  }).entries;

async function imported(...recordings: readonly (readonly string[])[]): Promise<Database> {
  const database = aNewDatabase();
  for (const lines of recordings) {
    const { refused } = await importLines(database, lines);
    expect(refused).toEqual({});
  }
  return database;
}

/** Of two logins the first line says which comes first, and the first is who names a post. */
const whateverItsId = (entries: readonly Entry[]) =>
  entries.map((entry) => ({ ...entry, statusId: '' }));

const shuffledOf = (lines: readonly string[]) =>
  fc.shuffledSubarray([...lines], { minLength: lines.length, maxLength: lines.length });

test('a small world draws the same in any order of its lines, exported, and after vacuum', async () => {
  await fc.assert(
    fc.asyncProperty(
      randomRecording.chain((lines) => fc.tuple(fc.constant(lines), shuffledOf(lines))),
      async ([lines, otherwise]) => {
        const first = await imported(lines);
        const shuffled = await imported(otherwise);
        const told = exported(first);
        const rebuilt = await imported(told);
        const drawn = draw(first);

        expect(whateverItsId(draw(shuffled))).toEqual(whateverItsId(drawn));
        expect(draw(rebuilt)).toEqual(drawn);
        expect(exported(rebuilt)).toEqual(told);
        first.connection.exec('vacuum');
        expect(draw(first)).toEqual(drawn);
        for (const database of [first, shuffled, rebuilt]) database.close();
      },
    ),
    RUNS,
  );
});

test('of a profile that goes from A to B to A, A holds, over two imports in any order', async () => {
  const told = (hour: number, display_name: string, login?: string) => {
    const status = statusJson({ id: `${hour}`, by: 'ada', atMs: hours(hour) });
    const update = { ...status, account: account('ada', { display_name }) };
    return JSON.stringify({ ...JSON.parse(line(hours(hour), 'update', update)), login });
  };
  const logins = [undefined, 'me@example.social', 'you@other.example'];
  for (const [first, second] of logins.flatMap((one) => logins.map((other) => [one, other]))) {
    const outer = [told(1, 'A', first), told(3, 'A', second)];
    const inner = [told(2, 'B', second), told(2.5, 'B', first)];
    for (const recordings of [
      [outer, inner],
      [inner, outer.toReversed()],
      [[...outer, ...inner]],
    ]) {
      const database = await imported(...recordings);
      const names = database.connection.prepare('select display_name from accounts').pluck();
      expect(names.all()).toEqual(['A']);
      database.close();
    }
  }
});

test('what is done under the second server’s id of a post is done to it', async () => {
  const status = (id: string) => ({
    ...statusJson({ id, by: 'ada', atMs: hours(1) }),
    uri: 'https://example.social/users/ada/statuses/1',
  });
  const at = (hour: number, login: string, event: string, payload: unknown) =>
    JSON.stringify({ ...JSON.parse(line(hours(hour), event, payload)), login });
  const arrivals = [
    at(1, 'me@example.social', 'update', status('1001')),
    at(2, 'you@other.example', 'update', status('2001')),
  ];
  const less = at(3, 'you@other.example', 'action', { kind: 'less', status_id: '2001' });

  expect(draw(await imported(arrivals))).toHaveLength(1);
  expect(draw(await imported([...arrivals, less]))).toEqual([]);
});

test('a thread that two servers name each in its own way stays one, in any order and exported', async () => {
  const part = (login: 'me@example.social' | 'you@other.example', nth: number) => {
    const isMine = login === 'me@example.social';
    const idOf = (one: number) => `${isMine ? 1 : 2}00${one}`;
    const author = account('ada', { id: isMine ? '91' : '92' });
    const parent = { in_reply_to_id: idOf(nth - 1), in_reply_to_account_id: author.id };
    const status = {
      ...statusJson({ id: idOf(nth), by: 'ada', atMs: hours(nth), more: nth > 1 ? parent : {} }),
      uri: `https://example.social/users/ada/statuses/${nth}`,
      account: author,
    };
    const hour = nth + (isMine ? 0 : 3);
    return JSON.stringify({ ...JSON.parse(line(hours(hour), 'update', status)), login });
  };
  const lines = [1, 2].flatMap((nth) => [
    ...(nth === 1 ? [] : [part('you@other.example', nth)]),
    part('me@example.social', nth),
  ]);
  for (const order of [lines, lines.toReversed()]) {
    const told = await imported(order);
    const rebuilt = await imported(exported(told));

    const [entry] = draw(told);
    expect([entry?.named.length, draw(told).length]).toEqual([1, 1]);
    expect(draw(rebuilt)).toEqual(draw(told));
    const shown = openShownStatuses(told);
    const [parent, child] = [1, 2].map(
      (nth) => shown.ofUri(`https://example.social/users/ada/statuses/${nth}`) as ShownStatus,
    ) as [ShownStatus, ShownStatus];
    expect(shown.parentOf(child)).toEqual(parent);
    expect(shown.repliesTo(parent, 10)).toEqual([child]);
  }
});

test('the filters of each login are asked about what another’s server brought, in any order', async () => {
  const status = (id: string) => ({
    ...statusJson({ id, by: 'ada', atMs: hours(1), more: { content: '<p>of football</p>' } }),
    uri: 'https://example.social/users/ada/statuses/1',
  });
  const at = (hour: number, login: string, event: string, payload: unknown) =>
    JSON.stringify({ ...JSON.parse(line(hours(hour), event, payload)), login });
  const filterOf = (said: object) => [
    { id: '7', title: 'x', context: ['home'], filter_action: 'hide', keywords: [], ...said },
  ];
  const first = at(1, 'me@example.social', 'update', status('1001'));
  const second = at(2, 'you@other.example', 'update', status('2001'));
  const byWord = filterOf({ keywords: [{ id: '1', keyword: 'football', whole_word: true }] });
  const byName = filterOf({ statuses: [{ id: '1', status_id: '2001' }] });
  for (const filters of [byWord, byName]) {
    const rule = at(0.5, 'you@other.example', 'filters', filters);

    expect(draw(await imported([first, rule]))).toHaveLength(1);
    for (const recordings of [
      [[first, second, rule]],
      [[second, first, rule]],
      [[rule, first, second]],
      [[first, rule], [second]],
      [[rule], [second], [first]],
    ])
      expect(draw(await imported(...recordings))).toEqual([]);
  }
});
