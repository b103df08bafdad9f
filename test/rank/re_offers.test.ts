import { expect, test } from 'vitest';
import { aDialledHome, type Told } from '../support/dialled_home.ts';
import { account, hours, post } from '../support/entries.ts';
import { judged } from '../support/told_home.ts';

const quotas = { turns: 0, boosted: 1, resurfaced: 1, wildcard: 0 };

/**
 * A home whose owner opens an edition each day and sees dan's post alone; `later` comes after the
 * first. Gives of each day what has a place besides, and all that was judged.
 */
function daysOf(days: number, told: readonly Told[], later: readonly Parameters<typeof post>[0][]) {
  const home = aDialledHome(told, ['ada', 'bob', 'dan']);
  return Array.from({ length: days }, (_, day) => {
    const at = 250 + 24 * day;
    home.receive(post({ id: `d${day}`, by: 'dan', atMs: hours(at - 1) }), hours(at - 1));
    if (day === 1) for (const one of later) home.receive(post(one), hours(at - 2));
    const drawn = home.draw({ nowMs: hours(at), quotas, isReal: true });
    const { edition, entries } = drawn;
    const isDans = ({ account }: (typeof entries)[0]) => account.startsWith('dan');
    const read = entries.filter(isDans).map(({ uri }) => uri);
    home.see(edition as number, read, hours(at + 1));
    return { placed: entries.filter((one) => !isDans(one)), judged: judged(drawn) };
  });
}

test('what is offered and passed over comes again after 1, 2, 4 and then 8 opened editions', () => {
  const days = daysOf(32, [{ by: 'ada', hour: 200 }], []);

  const nth = days.flatMap(({ placed }, day) => (placed.length === 0 ? [] : [day + 1]));
  expect(nth).toEqual([1, 2, 4, 8, 16, 24, 32]);
  // It tires by the first four.
  const tired = days.flatMap(({ placed }) => placed.map(({ signals }) => signals.fatigue));
  const factors = tired.map((one) => Math.exp((one?.factor_micro ?? 0) / 1e6).toFixed(4));
  expect(factors).toEqual([0, 1, 2, 3, 4, 4, 4].map((offers) => (0.7 ** offers).toFixed(4)));
});

const link = 'https://paper.example/story';

test.each([
  ['story', { id: '7', by: 'bob', more: { card: { url: link } } }],
  [
    'thread',
    {
      ...{ id: '7', by: 'ada' },
      more: { in_reply_to_id: '100', in_reply_to_account_id: account('ada').id },
    },
  ],
])('what came after the offer of its %s was not offered by it', (_, words) => {
  const told = { by: 'ada', hour: 200, link };
  const [, second] = daysOf(2, [told], [{ ...words, atMs: hours(271) }]);

  const offersOf = (id: string) =>
    second?.judged.find(({ uri }) => uri.endsWith(`/${id}`))?.signals.fatigue?.value;
  expect([offersOf('100'), offersOf('7')]).toEqual([1, 0]);
});

test('whom the owner always wants has a place by what does not rest, though that weighs less', () => {
  const often = [240, 241, 242].map((hour) => ({ by: 'ada', hour }));
  const home = aDialledHome(
    [{ by: 'ada', hour: 1 }, ...often, { by: 'dan', hour: 245 }, { by: 'dan', hour: 246 }],
    ['ada', 'dan'],
  );
  const ofAda = ({ entries }: ReturnType<typeof home.draw>) =>
    entries.filter(({ account }) => account.startsWith('ada')).map(({ statusId }) => statusId);
  for (const hour of [250, 274]) {
    const filters = { people: ['ada@example.social'] };
    const drawn = home.draw({ nowMs: hours(hour), quotas, filters, isReal: true });
    expect(ofAda(drawn).toSorted()).toEqual(['101', '102', '103']);
    // Opened, and nothing of hers was seen.
    home.see(drawn.edition as number, [`${hour}`], hours(hour + 1));
  }
  home.say({ about: { account: 'ada' }, word: 'always', atMs: hours(280) });

  expect(ofAda(home.draw({ nowMs: hours(298), size: 1 }))).toEqual(['100']);
});
