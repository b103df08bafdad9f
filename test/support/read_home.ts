import { DAY_MS, type EpochMs } from '../../src/core/clock.ts';
import type { Edition } from '../../src/core/edition.ts';
import { MORNING } from '../../src/core/feed.ts';
import { drawEdition } from '../../src/rank/draw.ts';
import { openActions } from '../../src/store/actions.ts';
import { openExposures } from '../../src/store/exposures.ts';
import { openFollows } from '../../src/store/follows.ts';
import { account, aHome, boost, hours, post } from './entries.ts';

export const MANY = Array.from({ length: 24 }, (_, nth) => `person${nth}`);
export const FEED = { ...MORNING, size: 12, quotas: { ...MORNING.quotas, wildcard: 0.1 } };
/** Half past five on a day, counted from the first; the history starts at six. */
export const nightOf = (day: number) => (hours(day * 24) - DAY_MS / 48) as EpochMs;

const filled = new Map<number, Buffer>();

/**
 * Some weeks of two dozen people, who post ten or so a day; what they are boosted and favourited
 * says nothing of what the owner likes. Nothing was drawn yet. In memory it is a copy of one that
 * was filled for all.
 */
export function aBusyHome(days: number, file?: string) {
  const from = file ?? filled.get(days);
  const home = aHome(from);
  if (typeof from !== 'object') fill(home, days);
  if (from === undefined) filled.set(days, home.database.connection.serialize());
  return readable(home);
}

/** A home of its own with all that is in that one. */
export const aCopyOf = ({ database }: ReturnType<typeof aHome>) =>
  readable(aHome(database.connection.serialize()));

function fill(home: ReturnType<typeof aHome>, days: number): void {
  const follows = openFollows(home.database, home.filing.accounts);
  const people = MANY.slice(0, 22).map((name) => account(name));
  home.database.transaction(() => {
    follows.replaceAll(home.login.loginKey, people, hours(0));
    for (let nth = 0; nth < days * 12; nth += 1) {
      const by = MANY[(nth * nth + 3 * nth) % MANY.length] as string;
      const words = { id: `${10_000 + nth}`, by, atMs: hours(nth * 2) };
      if (MANY.indexOf(by) < 22) home.receive(post(words), words.atMs);
      if (nth % 5 === 0 || MANY.indexOf(by) >= 22)
        home.receive(boost(`b${nth}`, 'person1', hours(nth * 2 + 1), words), hours(nth * 2 + 1));
      const more = { favourites_count: (nth * 7) % 13, reblogs_count: nth % 4 };
      home.receive(post({ ...words, more }), hours(nth * 2 + 5));
    }
  });
}

/** What is done with a home whose owner reads. */
function readable(home: ReturnType<typeof aHome>) {
  const follows = openFollows(home.database, home.filing.accounts);
  const exposures = openExposures(home.database);
  const actions = openActions(home.database);
  const act = (uri: string, atMs: EpochMs) =>
    actions.record({
      loginKey: home.login.loginKey,
      statusId: uri.split('/').at(-1) as string,
      uri,
      kind: 'favourite',
      atMs,
    });
  return {
    ...home,
    act,
    follows,
    draw: (nowMs: EpochMs, seed = 'x', dryRun = false, feed = FEED) =>
      drawEdition({ database: home.database, feed, seed, nowMs, dryRun }),
    /** Two hours after a draw: the owner saw it to its end, and acted on some of it. */
    read({ edition, entries, drawnAtMs }: Edition, acts: (uri: string) => boolean): void {
      const atMs = (drawnAtMs + DAY_MS / 12) as EpochMs;
      exposures.record(
        entries.map(({ uri, position }, nth) => ({
          uri,
          position,
          kind: 'seen' as const,
          atMs: (atMs + nth * 1_000) as EpochMs,
          edition: edition as number,
          via: 'page',
        })),
      );
      for (const [nth, { uri }] of entries.entries())
        if (acts(uri)) act(uri, (atMs + nth * 1_000 + 500) as EpochMs);
    },
  };
}
