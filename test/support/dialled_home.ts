import type { EpochMs } from '../../src/core/clock.ts';
import type { DialWord } from '../../src/core/dial.ts';
import { type Feed, MORNING } from '../../src/core/feed.ts';
import { drawEdition } from '../../src/rank/draw.ts';
import { openExposures } from '../../src/store/exposures.ts';
import { openFollows } from '../../src/store/follows.ts';
import { openOwnerWords } from '../../src/store/owner_words.ts';
import { account, aHome, boost, hours, post } from './entries.ts';

export interface Told {
  readonly by: string;
  readonly hour: number;
  readonly tags?: readonly string[];
  readonly link?: string;
  readonly boostedBy?: string;
  /** It reached the home by that boost alone. */
  readonly isStrange?: boolean;
  readonly favourites?: number;
}

export interface Said {
  readonly about:
    | { readonly account: string }
    | { readonly tag: string }
    | { readonly site: string };
  readonly word: DialWord;
  readonly atMs?: EpochMs;
  readonly untilMs?: EpochMs;
}

/** When it is drawn: after all that is told. */
export const MORNING_MS = hours(240);

/** A home with these posts, `100`, `101` … in their order, whose owner follows `follows`. */
export function aDialledHome(posts: readonly Told[], follows: readonly string[]) {
  const home = aHome();
  const { database, login, filing } = home;
  openFollows(database, filing.accounts).replaceAll(
    login.loginKey,
    follows.map((name) => account(name)),
    hours(0),
  );
  for (const [nth, told] of posts.entries()) {
    const atMs = hours(told.hour);
    const words = { id: `${100 + nth}`, by: told.by, atMs, more: moreOf(told) };
    if (told.isStrange !== true) home.receive(post(words), atMs);
    if (told.boostedBy !== undefined)
      home.receive(boost(`b${nth}`, told.boostedBy, hours(told.hour + 1), words), atMs);
  }
  const owner = openOwnerWords(database);
  const say = ({ about, word, atMs = hours(230), untilMs }: Said) => {
    const [[kind, subject]] = Object.entries(about) as [['account' | 'tag' | 'site', string]];
    const whom =
      kind === 'account' && !subject.includes('@') ? `${subject}@example.social` : subject;
    const when = { untilMs: untilMs ?? null, saidAtMs: atMs };
    owner.dial({ loginKey: login.loginKey, kind, subject: whom, word, ...when });
  };
  const draw = (
    more: Partial<Feed> & { seed?: string; nowMs?: EpochMs; isReal?: boolean } = {},
  ) => {
    const { seed = 'x', nowMs = MORNING_MS, isReal = false, ...feed } = more;
    return drawEdition({
      database,
      feed: { ...MORNING, size: 20, ...feed },
      seed,
      nowMs,
      dryRun: !isReal,
    });
  };
  /** The owner sees these of an edition. */
  const see = (edition: number, uris: readonly string[], atMs: EpochMs) =>
    openExposures(database).record(
      uris.map((uri) => ({ uri, kind: 'seen' as const, atMs, edition, via: 'page' })),
    );
  return { ...home, say, draw, see };
}

function moreOf({ tags = [], link, favourites = 0 }: Told) {
  return {
    favourites_count: favourites,
    tags: tags.map((name) => ({ name })),
    ...(link === undefined ? {} : { card: { url: link } }),
  };
}
