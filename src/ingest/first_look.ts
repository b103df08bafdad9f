import { failingOver, openAsking } from './asking.ts';
import { tried } from './failing.ts';
import { readFollows } from './follow_list.ts';
import { openFavourites } from './owner_acts.ts';
import { openOwnerSettings } from './owner_settings.ts';
import { openRepair } from './repair.ts';
import { type IngestDeps, openSession } from './session.ts';

/** What was read, as it is done. */
export type LookNews =
  | { readonly kind: 'home'; readonly entries: number }
  | { readonly kind: 'follows'; readonly people: number }
  | { readonly kind: 'favourites'; readonly posts: number }
  /** The server is well and fails over these. */
  | { readonly kind: 'failing'; readonly what: readonly string[] };

/**
 * What a first edition needs and no more, some ninety requests for who follows five thousand: the
 * home, who is followed, the last four hundred favourites, and the filters. Side by side, since
 * none waits for another; then how those are followed who boosted what is there. What the server
 * fails over, but for the home, is done without.
 */
export async function firstLook(deps: IngestDeps, tell: (news: LookNews) => void): Promise<void> {
  const session = await openSession(deps, deps.time.now());
  const { loginKey, state } = session;
  const ask = openAsking(session);
  const settings = openOwnerSettings(session, ask);
  const counted = (mark: string) => Number(state.find(loginKey, mark)?.value ?? 0);
  const works = [
    async () => {
      const { entries } = await openRepair(session).mend();
      tell({ kind: 'home', entries });
    },
    async () => {
      if ((await tried(session, () => readFollows(session))) !== undefined) return;
      tell({ kind: 'follows', people: counted('follows_read') });
    },
    async () => {
      await tried(session, settings.filters);
      const readFavourites = () => ask('favourites', openFavourites(session));
      if ((await tried(session, readFavourites)) !== undefined) return;
      tell({ kind: 'favourites', posts: counted('favourites_read') });
    },
  ];
  // All of them have ended when this does, so that nobody writes any more.
  const ends = await Promise.allSettled(works.map((work) => work()));
  const failed = ends.find((end) => end.status === 'rejected');
  if (failed !== undefined) throw failed.reason;
  await tried(session, settings.newBoosters);
  const failing = failingOver(session);
  if (failing.length > 0) tell({ kind: 'failing', what: failing });
}
