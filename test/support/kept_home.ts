import { keepStore, type UpkeepReport } from '../../src/cli/upkeep.ts';
import type { EpochMs } from '../../src/core/clock.ts';
import type { Edition } from '../../src/core/edition.ts';
import { type Feed, MORNING } from '../../src/core/feed.ts';
import { drawEdition } from '../../src/rank/draw.ts';
import { openLastChances } from '../../src/rank/last_chances.ts';
import { openExposures } from '../../src/store/exposures.ts';
import { openFollows } from '../../src/store/follows.ts';
import { account, aHome, hours, post } from './entries.ts';

export const KEEP_DAYS = 30;

export function day(count: number): EpochMs {
  return hours(24 * count);
}

/** A home of which bodies are kept for thirty days, with what happens in it each night. */
export function aKeptHome(people: readonly string[], more: Partial<Feed> = {}) {
  const home = aHome();
  const { database, login, filing } = home;
  openFollows(database, filing.accounts).replaceAll(
    login.loginKey,
    people.map((name) => account(name)),
    day(0),
  );
  const feed: Feed = { ...MORNING, size: 20, keepDays: KEEP_DAYS, reachDays: KEEP_DAYS, ...more };
  const time = (nowMs: EpochMs) => ({
    now: () => nowMs,
    after: (_: number, run: () => void) => {
      queueMicrotask(run);
      return () => {};
    },
  });
  const keep = (nowMs: EpochMs): Promise<UpkeepReport> =>
    keepStore({
      database,
      keep: { days: feed.keepDays, textDays: 7 },
      time: time(nowMs),
      stopped: new AbortController().signal,
      dueLastChances: openLastChances(database, [feed]),
    });
  return {
    ...home,
    feed,
    keep,
    draw: (nowMs: EpochMs, dryRun = false): Edition =>
      drawEdition({ database, feed, seed: `${nowMs}`, nowMs, dryRun }),
    say: (by: string, id: string, nowMs: EpochMs, more: object = {}) =>
      home.receive(post({ id, by, atMs: nowMs, more }), nowMs),
    see: ({ edition, entries }: Edition, atMs: EpochMs, uris = [entries[0]?.uri]) =>
      openExposures(database).record(
        uris
          .filter((uri) => uri !== undefined)
          .map((uri) => ({ uri, kind: 'seen', atMs, edition: edition as number, via: 'page' })),
      ),
    /** Server ids of the statuses whose bodies are here. */
    bodies: () =>
      database.connection
        .prepare(
          `select server_id from payloads join server_ids using (status_key) order by server_id`,
        )
        .pluck()
        .all() as string[],
  };
}

/** Ids of what an edition gives a last chance, in its order. */
export function lastChancesIn({ entries }: Edition): readonly string[] {
  return entries
    .filter(({ signals }) => signals.last_chance !== undefined)
    .map(({ statusId }) => statusId);
}
