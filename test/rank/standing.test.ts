import { expect, test } from 'vitest';
import { MORNING } from '../../src/core/feed.ts';
import { drawEdition } from '../../src/rank/draw.ts';
import { openExposures } from '../../src/store/exposures.ts';
import { account, aHome, boost, hours, post } from '../support/entries.ts';

const feed = { ...MORNING, size: 100 };

/** The signals of everything that was drawn, by the number in its uri. */
function signalsOf(
  { database }: ReturnType<typeof aHome>,
  nowMs: ReturnType<typeof hours>,
  { perAuthor }: { readonly perAuthor: number } = feed,
) {
  const { entries } = drawEdition({
    ...{ database, feed: { ...feed, perAuthor }, seed: 'x', nowMs, dryRun: true },
  });
  return new Map(entries.map(({ uri, signals }) => [uri.split('/').at(-1), signals]));
}

/** Forty posts of each, all of them boosted or one in ten, a while ago. */
function aHomeOf(people: readonly { by: string; followers: number; boosted: number }[]) {
  const home = aHome();
  for (const [nth, { by, followers, boosted }] of people.entries()) {
    for (let index = 0; index < 40; index += 1) {
      const atMs = hours(index * 2);
      const more = { account: account(by, { followers_count: followers }) };
      const words = { id: `${nth + 1}${String(index).padStart(2, '0')}`, by, atMs, more };
      home.receive(post(words), atMs);
      if (index % 10 < boosted)
        home.receive(boost(`b${words.id}`, 'ida', atMs, words), hours(index * 2 + 1));
    }
  }
  return home;
}

test('standing is judged among people of like following: fame is no merit', () => {
  const few = { followers: 100, boosted: 1 };
  const home = aHomeOf([
    ...['cleo', 'dan', 'eve', 'fay'].map((by) => ({ by, ...few })),
    { by: 'pia', followers: 100, boosted: 4 },
    { by: 'star', followers: 50_000, boosted: 10 },
    { by: 'idol', followers: 50_000, boosted: 10 },
  ]);

  const words = { id: '801', by: 'gil', atMs: hours(80) };
  home.receive(post(words), hours(80));
  home.receive(boost('b801', 'ida', hours(81), words), hours(81));

  const signals = [...signalsOf(home, hours(100)).entries()];
  const regardOf = (nth: string) =>
    signals.find(([id]) => id?.startsWith(nth))?.[1].regard?.value ?? Number.NaN;

  expect(regardOf('6')).toBeLessThan(1.4);
  expect(regardOf('5')).toBeGreaterThan(regardOf('6'));
  expect(regardOf('5')).toBeGreaterThan(2 * regardOf('1'));
  // What everybody boosts every day is no news all the same.
  const proofOf = (nth: string) =>
    Math.max(
      ...signals
        .filter(([id]) => id?.startsWith(nth))
        .map(([, { social_proof }]) => social_proof?.value ?? 0),
    );
  expect(proofOf('6')).toBeLessThan(0.6 * proofOf('8'));
  for (const [, { social_proof }] of signals)
    expect((social_proof?.factor_micro ?? 0) / 1e6).toBeCloseTo(
      0.8 * Math.log(1 + (social_proof?.value ?? 0)),
      4,
    );
});

test('where nobody boosts, who posts often stands as whoever does not', () => {
  const home = aHomeOf([{ by: 'cleo', followers: 100, boosted: 0 }]);
  home.receive(post({ id: '999', by: 'dan', atMs: hours(1) }), hours(1));

  const regards = [...signalsOf(home, hours(100)).values()].map(({ regard }) => regard);

  expect(regards.length).toBeGreaterThan(3);
  expect(new Set(regards.map((regard) => regard?.value))).toEqual(new Set([1]));
});

test('a stranger has no standing: what is not boosted of theirs never came', () => {
  const home = aHomeOf([{ by: 'cleo', followers: 100, boosted: 1 }]);
  for (const index of [0, 1, 2]) {
    const words = { id: `90${index}`, by: 'stranger', atMs: hours(50 + index) };
    home.receive(boost(`s${index}`, 'cleo', hours(60 + index), words), hours(60 + index));
  }

  expect(signalsOf(home, hours(100)).get('901')?.regard).toEqual({ value: 1, factor_micro: 0 });
});

test('who was not offered for long is owed a little, not what a better post is worth', () => {
  const home = aHome();
  home.receive(post({ id: '1', by: 'cleo', atMs: hours(0) }), hours(0));
  home.receive(post({ id: '2', by: 'dan', atMs: hours(239) }), hours(239));

  const owed = signalsOf(home, hours(240)).get('2')?.debt;

  expect(owed).toEqual({ value: 7, factor_micro: 350_000 });
});

/** Ten people post, one a day; some editions are opened. How old each post counts. */
function agesAfter(openedDays: readonly number[]) {
  const home = aHome();
  const exposures = openExposures(home.database);
  for (let day = 0; day < 10; day += 1) {
    const atMs = hours(day * 24 + 1);
    home.receive(post({ id: `${day}`, by: `person${day}`, atMs }), atMs);
    const drawnMs = hours(day * 24 + 24);
    if (day === 9) break;
    const { entries, edition } = drawEdition({
      ...{ database: home.database, feed, seed: `${day}`, nowMs: drawnMs, dryRun: false },
    });
    const [first] = entries;
    if (!openedDays.includes(day) || first === undefined || edition === null) continue;
    const seen = { uri: first.uri, kind: 'opened', atMs: drawnMs, edition, position: 1 } as const;
    exposures.record([{ ...seen, via: 'page' }]);
  }
  const signals = signalsOf(home, hours(240));
  return (day: number) => signals.get(`${day}`)?.freshness?.value;
}

test('a day on which nothing was read ages what came by a quarter', () => {
  const away = agesAfter([1]);
  const never = agesAfter([]);

  expect([away(9), away(8), away(5)]).toEqual([0, 0.25, 1]);
  // Before the first edition that was opened, nobody was away.
  expect([never(8), never(5)]).toEqual([1, 4]);
});

/** Ten posts of eve, of which one was boosted once; two more, one of them boosted, so old. */
function regardsAt(ageHours: number) {
  const home = aHomeOf([{ by: 'dan', followers: 100, boosted: 2 }]);
  for (let nth = 0; nth < 10; nth += 1) {
    const words = { id: `70${nth}`, by: 'eve', atMs: hours(nth) };
    home.receive(post(words), words.atMs);
    if (nth === 0) home.receive(boost('b700', 'ida', hours(1), words), hours(1));
  }
  for (const id of ['801', '802']) {
    const words = { id, by: 'eve', atMs: hours(100 - ageHours) };
    home.receive(post(words), words.atMs);
    if (id === '801') home.receive(boost('b801', 'ida', hours(99.5), words), hours(99.5));
  }
  const signals = signalsOf(home, hours(100));
  return ['801', '802'].map((id) => signals.get(id)?.regard?.value ?? Number.NaN);
}

test('what a post was boosted with tells nothing of its author beside it', () => {
  const [boosted, other] = regardsAt(10);

  // The other is judged with the boosted one's voice, the boosted one without.
  expect(boosted).toBeLessThan(other as number);
  expect(boosted).toBeGreaterThan(0);
});

test('the standing of an author beside a post is that of their others, shrunk by five', () => {
  const home = aHomeOf([
    { by: 'dan', followers: 100, boosted: 2 },
    { by: 'eve', followers: 100, boosted: 1 },
  ]);
  const signals = signalsOf(home, hours(100), { perAuthor: 100 });
  const of = (id: string, name: string) => signals.get(id)?.[name]?.value ?? Number.NaN;

  // Who is boosted less than usual is judged by the voices of a post as they are.
  const voice = of('200', 'social_proof');
  const usual = (12 * voice) / 80;
  const ofOthers = (voices: number) => (voices + 5 * usual) / (39 * usual + 5 * usual);
  expect(of('200', 'regard')).toBeCloseTo(ofOthers(3 * voice), 3);
  expect(of('201', 'regard')).toBeCloseTo(ofOthers(4 * voice), 3);
});

test('a post of the last six hours is judged by the same older ones, boosted or not', () => {
  const [boosted, other] = regardsAt(2);

  expect(boosted).toBe(other);
});
