import { expect, test } from 'vitest';
import type { Lane, Signal } from '../../src/core/edition.ts';
import { signalWords } from '../../src/core/signals.ts';
import { aDialledHome } from '../support/dialled_home.ts';
import { hours } from '../support/entries.ts';

const quotas = { turns: 0, boosted: 1, resurfaced: 1, wildcard: 0 };

const isBy = (name: string) => (one: { readonly account: string }) => one.account.startsWith(name);

/** Ada and bob told one story, and one of them was offered it; what dan said was read. */
function aToldHome() {
  const link = 'https://paper.example/story';
  const home = aDialledHome(
    [
      { by: 'ada', hour: 200, link },
      { by: 'bob', hour: 200, link },
      { by: 'dan', hour: 200 },
      { by: 'eve', hour: 260 },
    ],
    ['ada', 'bob', 'dan', 'eve'],
  );
  const first = home.draw({ nowMs: hours(250), quotas, isReal: true });
  const read = first.entries.filter(isBy('dan')).map(({ uri }) => uri);
  home.see(first.edition as number, read, hours(251));
  return { ...home, first };
}

test('what was never offered itself is said to have been offered by its story', () => {
  const { first, ...home } = aToldHome();
  const wordsOf = (name: string) => {
    const filters = { people: [`${name}@example.social`] };
    const [entry] = home.draw({ nowMs: hours(274), quotas, filters }).entries;
    return [entry?.lane, signalWords('fatigue', entry?.signals.fatigue as Signal)];
  };
  const [offered, other] = first.entries.some(isBy('ada')) ? ['ada', 'bob'] : ['bob', 'ada'];

  expect(wordsOf(offered as string)).toEqual(['resurfaced', '1 time, not seen']);
  expect(wordsOf(other as string)).toEqual(['resurfaced', 'its story 1 time, not seen']);
});

test('what its story offered comes in the lane of second chances alone', () => {
  const home = aToldHome();
  const peopleIn = (lanes: readonly Lane[]) => {
    const { entries } = home.draw({ nowMs: hours(274), quotas, filters: { lanes } });
    return new Set(entries.map(({ account }) => account.replace(/@.*/, '')));
  };

  expect(peopleIn(['fresh', 'missed', 'quiet'])).toEqual(new Set(['eve']));
  expect([...peopleIn(['resurfaced'])]).toEqual([expect.stringMatching(/ada|bob/)]);
});
