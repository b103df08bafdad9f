import fc from 'fast-check';
import type { Edition } from '../../src/core/edition.ts';
import { type Feed, MORNING } from '../../src/core/feed.ts';
import { drawEdition } from '../../src/rank/draw.ts';
import { openActions } from '../../src/store/actions.ts';
import { openExposures } from '../../src/store/exposures.ts';
import { openFollows } from '../../src/store/follows.ts';
import { openOwnerWords } from '../../src/store/owner_words.ts';
import { account, aHome, boost, hours, post } from './entries.ts';

const FOLLOWED = ['ada', 'bob', 'cleo', 'dan', 'eve', 'finn'];
/** Each writes in one language; the others in another. */
const ENGLISH = ['ada', 'bob', 'gus'];
const NOW_MS = hours(240);

/** A post, and what came of it. */
export const told = fc.record({
  by: fc.constantFrom(...FOLLOWED, 'gus', 'hal'),
  hour: fc.integer({ min: 1, max: 225 }),
  link: fc.option(fc.constantFrom('https://one.example/a', 'https://two.example/b'), {
    nil: undefined,
  }),
  boostedBy: fc.option(fc.constantFrom('ada', 'bob', 'zoe'), { nil: undefined }),
  favourites: fc.nat(20),
  isAnswer: fc.boolean(),
});
export type Told = typeof told extends fc.Arbitrary<infer T> ? T : never;

export const homes = (least: number, most: number) =>
  fc.array(told, { minLength: least, maxLength: most, size: 'max' });

/** What came in, each with its moment: the posts, their counts an hour and six later, boosts. */
export function arrivalsOf(all: readonly Told[]) {
  return all.flatMap(({ by, hour, link, boostedBy, favourites, isAnswer }, nth) => {
    const more = {
      language: ENGLISH.includes(by) ? 'en' : 'pt',
      ...(link === undefined ? {} : { card: { url: link } }),
      // Now and then the second of two posts by somebody continues the first, or answers another.
      ...(isAnswer && nth > 0 && (all[nth - 1]?.by === by || nth % 4 === 0)
        ? {
            in_reply_to_id: `${99 + nth}`,
            in_reply_to_account_id: account(all[nth - 1]?.by as string).id,
          }
        : {}),
    };
    const words = { id: `${100 + nth}`, by, atMs: hours(hour), more };
    const counted = { ...words, more: { ...more, favourites_count: favourites } };
    return [
      { entry: post(words), atMs: hours(hour) },
      { entry: post(counted), atMs: hours(hour + 1) },
      { entry: post(counted), atMs: hours(hour + 6) },
      ...(boostedBy === undefined
        ? []
        : [{ entry: boost(`b${nth}`, boostedBy, hours(hour + 2), words), atMs: hours(hour + 2) }]),
    ];
  });
}

/** A home of six followed people, to which this came. */
export function homeOf(arrivals: ReturnType<typeof arrivalsOf>) {
  const { database, login, filing, receive } = aHome();
  const follows = openFollows(database, filing.accounts);
  follows.replaceAll(
    login.loginKey,
    FOLLOWED.map((name) => account(name)),
    hours(0),
  );
  for (const { entry, atMs } of arrivals) receive(entry, atMs);
  const draw = (more: Partial<Feed> = {}, seed = 'law', nowMs = NOW_MS, dryRun = true) =>
    drawEdition({ database, feed: { ...MORNING, size: 12, ...more }, seed, nowMs, dryRun });
  const see = (uris: readonly string[], edition: number, atMs: typeof NOW_MS) =>
    openExposures(database).record(
      uris.map((uri) => ({ uri, kind: 'seen' as const, atMs, edition, via: 'page' })),
    );
  const { loginKey } = login;
  const favour = ({ uri, statusId }: { uri: string; statusId: string }, atMs: typeof NOW_MS) =>
    openActions(database).record({ loginKey, statusId, uri, kind: 'favourite', atMs });
  const say = (name: string, word: 'more' | 'less') =>
    openOwnerWords(database).dial({
      ...{ loginKey, kind: 'account', subject: `${name}@example.social`, word },
      ...{ untilMs: null, saidAtMs: hours(0) },
    });
  return { draw, see, favour, say };
}

/** All that an edition judged. */
export const judged = ({ entries, passedOver }: Edition) => [...entries, ...passedOver];
/** No turns, no chance. */
export const MERIT = { turns: 0, boosted: 1, resurfaced: 1, wildcard: 0 };
