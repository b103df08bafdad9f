import { type Feed, MORNING, SIZE_MAX, sizeOfMinutes } from './feed.ts';

/** Feeds that are there without any settings: to use, to read, and to copy. */

const QUIET_VOICES: Feed = {
  ...MORNING,
  name: 'quiet-voices',
  about: 'What those who hardly ever post said and you were not offered yet; one post each.',
  size: 40,
  perAuthor: 1,
  // A turn asks for no score: here everybody is due one.
  quotas: { turns: 1, boosted: 0, resurfaced: 0, wildcard: 0 },
  exponents: { ...MORNING.exponents, quiet: 2, freshness: 0.5 },
  filters: { lanes: ['quiet'] },
};

const WEEKEND_MINUTES = 60;

const WEEKEND_LONG_READS: Feed = {
  ...MORNING,
  name: 'weekend-long-reads',
  about: 'An hour of long posts from the last two months, where a week more does not matter.',
  size: sizeOfMinutes(WEEKEND_MINUTES),
  minutes: WEEKEND_MINUTES,
  perAuthor: 2,
  reachDays: 60,
  quotas: { turns: 0.2, boosted: 0.4, resurfaced: 0.3, wildcard: 0.02 },
  exponents: { ...MORNING.exponents, freshness: 0.25, topic: 1.5 },
  filters: { leastCharacters: 800, withoutReplies: true },
  schedule: { at: '08:00', days: ['sat'] },
};

const LINKS_MY_PEOPLE_SHARE: Feed = {
  ...MORNING,
  name: 'links-my-people-share',
  about:
    'What your people link to: what they boost comes first, each story once, with all who shared it.',
  size: 40,
  perAuthor: 2,
  quotas: { turns: 0.2, boosted: 0.6, resurfaced: 0.15, wildcard: 0.02 },
  // Whether its author is followed says nothing about a link.
  exponents: { ...MORNING.exponents, social_proof: 2, topic: 1.5, stranger: 0 },
  filters: { withLinks: true, withoutReplies: true },
};

const PICTURES: Feed = {
  ...MORNING,
  name: 'pictures',
  about: 'Posts with pictures, film or sound.',
  size: 60,
  perAuthor: 2,
  quotas: { turns: 0.3, boosted: 0.4, resurfaced: 0.15, wildcard: 0.02 },
  filters: { withMedia: true, withoutReplies: true },
};

const OFF = Object.fromEntries(Object.keys(MORNING.exponents).map((name) => [name, 0]));

const AS_IT_CAME: Feed = {
  ...MORNING,
  name: 'as-it-came',
  about: 'The newest first, as it reached you: no score, no dice, no turns.',
  order: 'as it came',
  perAuthor: 100,
  perBooster: SIZE_MAX,
  perSite: SIZE_MAX,
  perServer: 1,
  spacing: 0,
  quotas: { turns: 0, boosted: 1, resurfaced: 1, wildcard: 0 },
  exponents: OFF,
};

/** In the order in which they are listed. */
export const SHIPPED_FEEDS: Readonly<Record<string, Feed>> = Object.fromEntries(
  [MORNING, QUIET_VOICES, WEEKEND_LONG_READS, LINKS_MY_PEOPLE_SHARE, PICTURES, AS_IT_CAME].map(
    (feed) => [feed.name, feed],
  ),
);
