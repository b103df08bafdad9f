import { expect, test } from 'vitest';
import type { EpochMs } from '../../src/core/clock.ts';
import { MORNING } from '../../src/core/feed.ts';
import { drawEdition } from '../../src/rank/draw.ts';
import { lookAt } from '../../src/rank/upkeep.ts';
import { openActions } from '../../src/store/actions.ts';
import { openExposures } from '../../src/store/exposures.ts';
import { aHome, boost, hours, post, statusJson } from '../support/entries.ts';

// What is too old or too new to count, and what is no act.

const DAY = 24;

function aBoostingHome() {
  const home = aHome();
  const [exposures, actions] = [openExposures(home.database), openActions(home.database)];
  const say = (id: number, by: string, hour: number, boostedBy?: string) => {
    const words = { id: `${id}`, by, atMs: hours(hour) };
    home.receive(post(words), words.atMs);
    if (boostedBy !== undefined)
      home.receive(boost(`b${id}`, boostedBy, hours(hour + 0.5), words), hours(hour + 0.5));
    return { statusId: words.id, uri: statusJson(words).uri };
  };
  const see = (uri: string, atMs: EpochMs) =>
    exposures.record([{ uri, kind: 'seen', atMs, via: 'page' }]);
  const act = (one: ReturnType<typeof say>, kind: 'less' | 'snooze', atMs: EpochMs) =>
    actions.record({
      ...one,
      loginKey: 1,
      kind,
      atMs,
      ...(kind === 'snooze' && { untilMs: atMs }),
    });
  const ask = (column: string, name: string, hour: number) =>
    lookAt(home.database, hours(hour), () =>
      home.database.connection
        .prepare(
          `select ${column} from accounts
             left join author_signals using (account_key)
             left join booster_signals using (account_key)
            where handle = ?`,
        )
        .pluck()
        .get(`${name}@example.social`),
    );
  return { say, see, act, ask };
}

test('who boosted much a month ago and little since is a voice', () => {
  const { say, ask } = aBoostingHome();
  for (let nth = 0; nth < 200; nth += 1) say(1000 + nth, 'bob', nth / 10, 'ida');
  say(1, 'bob', 40 * DAY, 'ida');

  expect(ask('voice_micro', 'ida', 41 * DAY)).toBe(Math.round(1e6 / (1 + 1 / 28 / 4)));
});

test('"less" on what somebody boosted lifts no voice', () => {
  const { say, see, act, ask } = aBoostingHome();
  for (let nth = 0; nth < 10; nth += 1) {
    const one = say(1000 + nth, `author${nth}`, 0, 'ida');
    see(one.uri, hours(1));
    act(one, 'less', hours(2));
  }

  expect(ask('voice_micro', 'ida', 10 * DAY)).toBe(Math.round(0.5e6 / (1 + 1 / 4)));
});

test('to put posts off is no act on their author', () => {
  const { say, act, ask } = aBoostingHome();
  for (let nth = 0; nth < 10; nth += 1) act(say(1000 + nth, 'bob', 0), 'snooze', hours(1));

  expect(ask('affinity_micro', 'bob', 10 * DAY)).toBe(0);
});

test('boosts of the last six hours tell nothing of an author yet, nor those of sixty days ago', () => {
  const { say, ask } = aBoostingHome();
  say(1, 'bob', 0, 'ida');
  say(2, 'bob', 65 * DAY, 'ida');
  say(3, 'bob', 66 * DAY - 4, 'ida');

  const voices = ask('voices_micro', 'bob', 66 * DAY);

  expect(voices).toBe(ask('voice_micro', 'ida', 66 * DAY));
  expect(ask('voiced_posts', 'bob', 66 * DAY)).toBe(1);
});

test('who boosts a post twice is one voice for it', () => {
  const { receive, database } = aHome();
  const words = { id: '1', by: 'bob', atMs: hours(1) };
  for (const id of ['b1', 'b2']) receive(boost(id, 'ida', hours(2), words), hours(2));

  const voices = lookAt(database, hours(20), () =>
    database.connection
      .prepare(
        `select voices_micro = (select voice_micro from booster_signals where voice_micro > 0)
           from pool`,
      )
      .pluck()
      .all(),
  );

  expect(voices).toEqual([1]);
});

test('an edition that was served, and of which nothing was seen, tires nothing', () => {
  const { receive, database } = aHome();
  const { uri } = statusJson({ id: '1', by: 'bob', atMs: hours(1) });
  receive(post({ id: '1', by: 'bob', atMs: hours(1) }), hours(1));
  const draw = (hour: number, dryRun: boolean) =>
    drawEdition({ database, feed: MORNING, seed: 'x', nowMs: hours(hour), dryRun });
  const { edition } = draw(20, false);
  const served = { uri, kind: 'served', via: 'api', edition: edition as number } as const;
  openExposures(database).record([{ ...served, position: 1, atMs: hours(21) }]);

  const [entry] = draw(44, true).entries;

  expect([entry?.lane, entry?.signals.fatigue?.value]).toEqual(['missed', 0]);
});

test('what was posted four weeks ago is no part of a posting rate any more', () => {
  const { say, ask } = aBoostingHome();
  say(1, 'eve', 0);
  for (let nth = 0; nth < 10; nth += 1) say(10 + nth, 'ada', 2 * DAY);

  expect(ask('posts_per_day', 'ada', 30 * DAY - 1)).toBeCloseTo(10.5 / 30, 6);
  expect(ask('posts_per_day', 'ada', 30 * DAY + 1)).toBeCloseTo(0.5 / 30, 6);
});
