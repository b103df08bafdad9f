import type { EpochMs } from '../../src/core/clock.ts';
import type { Signals } from '../../src/core/edition.ts';
import { MORNING } from '../../src/core/feed.ts';
import { publishedFactors } from '../../src/core/leaning.ts';
import { type Leanings, leaningsAt } from '../../src/rank/leanings.ts';
import { openActions } from '../../src/store/actions.ts';
import { openExposures } from '../../src/store/exposures.ts';
import { openPastEditions } from '../../src/store/past_editions.ts';
import { aHome, hours } from './entries.ts';

/** A post in an edition: what its factors do as published, and what became of it. */
export interface Taught {
  /** Natural logarithms, by the names of factors. */
  readonly logs: Readonly<Record<string, number>>;
  readonly isActedOn: boolean;
  /** True where it is not said. */
  readonly isSeen?: boolean;
}

/** When the last day of `days` is over. */
export const dayAfter = (days: number) => hours(days * 24);

/** A home of which no more is known than its editions, one a day, and what was made of them. */
export function aTaughtHome(editions: readonly (readonly Taught[])[] = []) {
  const { database, login } = aHome();
  const past = openPastEditions(database);
  const exposures = openExposures(database);
  const actions = openActions(database);
  let day = 0;
  /** An edition that was drawn with these leanings. */
  const teach = (posts: readonly Taught[], drawnWith: Leanings = {}): void => {
    const drawnAtMs = dayAfter(day);
    const entries = posts.map((_, nth) => `https://example.social/${day}/${nth}`);
    past.add({
      ...{ feed: 'morning', seed: `${day}`, size: posts.length, drawnAtMs },
      entries: entries.map((uri) => ({ statusId: uri, uri })),
      factors: publishedFactors(posts.map(({ logs }) => frozenOf(logs, drawnWith))),
    });
    for (const [nth, { isActedOn, isSeen = true }] of posts.entries()) {
      const [uri, atMs] = [entries[nth] as string, (drawnAtMs + 60_000 * (nth + 1)) as EpochMs];
      const place = past.of(uri, atMs, drawnAtMs);
      const look = { uri, kind: 'seen' as const, atMs, edition: place?.edition, via: 'page' };
      if (isSeen) exposures.record([{ ...look, position: nth + 1 }]);
      const act = { loginKey: login.loginKey, statusId: uri, uri, kind: 'favourite' as const };
      if (isActedOn) actions.record({ ...act, atMs: (atMs + 1) as EpochMs });
    }
    day += 1;
  };
  database.transaction(() => {
    for (const posts of editions) teach(posts);
  });
  const leanings = (nowMs = dayAfter(day)) => leaningsAt(database, MORNING, nowMs);
  return { database, teach, leanings };
}

function frozenOf(logs: Taught['logs'], leanings: Leanings): Signals {
  const signals = Object.entries(logs).map(([name, log]) => {
    const leaning = leanings[name] ?? 1;
    return [name, { value: 1, factor_micro: Math.round(log * leaning * 1e6), leaning }];
  });
  return Object.fromEntries(signals);
}
