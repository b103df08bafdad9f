import fc from 'fast-check';
import { keyOfThrow } from '../../src/core/dice.ts';
import type { Signals } from '../../src/core/edition.ts';
import type { Candidate, Front } from '../../src/rank/front.ts';

/** The `nth` best of many, each by somebody else of a server of their own. */
export function aCandidate(nth: number, more: Partial<Candidate> = {}): Candidate {
  return {
    statusKey: nth,
    uri: `https://far.example/${nth}`,
    author: `a${nth}@far${nth}.example`,
    diceKey: nth,
    arrivedMs: 1_000,
    bornMs: 1_000,
    isFollowed: true,
    isQuiet: false,
    postsPerDay: 1,
    offers: 0,
    linkKey: null,
    site: null,
    soleBooster: null,
    thread: null,
    part: 0,
    length: 100,
    media: 0,
    scoreMicro: -nth,
    drawKey: -nth,
    signals: {} as Signals,
    ...more,
  };
}

const seldom = (one: fc.Arbitrary<number>) =>
  fc.oneof({ arbitrary: fc.constant(null), weight: 3 }, { arbitrary: one, weight: 1 });

const one = fc.record({
  author: fc.nat(40).map((nth) => `a${nth}@${'abc'[nth % 3]}.example`),
  isFollowed: fc.boolean(),
  booster: fc.option(fc.constantFrom('x@b.example', 'y@b.example'), { nil: null }),
  link: seldom(fc.nat(30)),
  offers: fc.constantFrom(0, 0, 0, 1, 2),
  isQuiet: fc.boolean(),
  waitedDays: fc.nat(20),
  scoreMicro: fc.integer({ min: -3_000_000, max: 3_000_000 }),
  throwOf: fc.double({ min: 1e-9, max: 1, noNaN: true }),
  continues: seldom(fc.nat(5)),
});

/** Fronts of up to a hundred and fifty posts, by some forty people of three servers. */
export const fronts = fc
  .array(one, { minLength: 1, maxLength: 150, size: 'max' })
  .map((all): Front & { readonly nowMs: number } => {
    const nowMs = 30 * 86_400_000;
    // An author is followed or not, whatever is posted.
    const followed = new Map(all.map(({ author, isFollowed }) => [author, isFollowed]));
    const front = all.map(({ booster, link, throwOf, continues, waitedDays: _, ...post }, nth) => {
      const isFollowed = followed.get(post.author) === true;
      return aCandidate(nth, {
        ...post,
        isFollowed,
        soleBooster: isFollowed ? null : booster,
        linkKey: link,
        site: link === null ? null : `site${link % 2}.example`,
        thread: continues === null ? null : `thread ${post.author} ${continues}`,
        part: continues === null ? 0 : nth + 1,
        drawKey: keyOfThrow(throwOf, post.scoreMicro, 0.5),
      });
    });
    front.sort((a, b) => b.drawKey - a.drawKey || a.statusKey - b.statusKey);
    const best = new Map<string, Candidate>();
    for (const post of front.filter(({ isFollowed, offers }) => isFollowed && offers === 0)) {
      const known = best.get(post.author);
      if (known === undefined || post.scoreMicro > known.scoreMicro) best.set(post.author, post);
    }
    const waiting = [...best.values()].map((post) => ({
      ...post,
      waitsSinceMs: nowMs - (all[post.statusKey]?.waitedDays ?? 0) * 86_400_000,
    }));
    const leaving = waiting.filter(({ isQuiet }) => isQuiet);
    return { front, waiting, wanted: [], leaving, byChance: [], nowMs };
  });
