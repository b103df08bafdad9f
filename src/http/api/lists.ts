import type { Hono } from 'hono';
import { hashUri } from '../../core/uri_hash.ts';
import type { ApiDesk } from './api_desk.ts';
import { isAway, refuse } from './api_error.ts';
import type { ApiEnv } from './bearer.ts';
import { askHome, jsonIn } from './forwarding.ts';
import { answerAsItCame } from './home_as_it_came.ts';
import { answerRanked } from './ranked_timelines.ts';

/** 9,1…: above every id that a server counts or makes out of a time, below 2^63. */
const RANGE_START = 9_100_000_000_000_000_000n;
const RANGE = 10n ** 15n;

/** A feed's id as a list: made of its name, so that a client's shortcut keeps leading there. */
function listIdOf(feed: string): string {
  const { hash } = hashUri(`feed ${feed}`);
  return String(RANGE_START + (BigInt.asUintN(64, hash) % RANGE));
}

/** Whether a list is a feed, and none of the home server's. */
export function isFeedList(id: string): boolean {
  return /^\d{19}$/.test(id) && BigInt(id) >= RANGE_START && BigInt(id) < RANGE_START + RANGE;
}

/** Feeds as lists, after the owner's own: right in clients too that sort the home by ids. */
export function listRoutes(app: Hono<ApiEnv>, desk: ApiDesk): void {
  app.get('/api/v1/lists', async (c) => {
    const own = await ownLists(desk, () => askHome(desk, c));
    return c.json([...own, ...feedsOf(desk).map(listOf)]);
  });

  app.get('/api/v1/lists/:id', (c, next) => {
    const id = c.req.param('id');
    if (!isFeedList(id)) return next();
    const feed = feedOf(desk, id);
    return Promise.resolve(feed === undefined ? noSuchList(c) : c.json(listOf(feed)));
  });
  app.get('/api/v1/lists/:id/accounts', (c, next) =>
    isFeedList(c.req.param('id')) ? Promise.resolve(c.json([])) : next(),
  );
  for (const path of ['/api/v1/lists/:id', '/api/v1/lists/:id/*'] as const)
    app.on(['PUT', 'PATCH', 'POST', 'DELETE'], path, async (c, next) => {
      if (!isFeedList(c.req.param('id') ?? '')) return next();
      const words = 'This list is a feed of Driftline: change it with "driftline feeds"';
      return refuse(c, 422, words);
    });

  app.get('/api/v1/timelines/list/:id', async (c) => {
    const id = c.req.param('id');
    if (!isFeedList(id)) return answerAsItCame(desk, c, `list:${id}`);
    const feed = feedOf(desk, id);
    if (feed === undefined) return noSuchList(c);
    return answerRanked(desk, c, { name: `feed:${feed}`, feed });
  });
}

const OWN_LISTS = '/api/v1/lists';

/** The home server's lists; while it is away, as it said them last. */
async function ownLists(
  { answers, now }: ApiDesk,
  ask: () => ReturnType<typeof askHome>,
): Promise<readonly unknown[]> {
  let lists: unknown = JSON.parse(answers.find(OWN_LISTS) ?? '[]');
  try {
    const answer = await ask();
    if (answer.status === 200) {
      lists = jsonIn(answer);
      answers.keep(OWN_LISTS, JSON.stringify(lists), now());
    }
  } catch (error) {
    if (!isAway(error)) throw error;
  }
  return Array.isArray(lists) ? lists : [];
}

/** Those that have an edition, the main one first. */
function feedsOf({ editions, mainFeed }: ApiDesk): readonly string[] {
  const others = [...editions.last().keys()].filter((feed) => feed !== mainFeed);
  return [mainFeed, ...others.toSorted()];
}

function feedOf(desk: ApiDesk, id: string): string | undefined {
  return feedsOf(desk).find((feed) => listIdOf(feed) === id);
}

function listOf(feed: string) {
  const title = `Driftline: ${feed}`;
  return { id: listIdOf(feed), title, replies_policy: 'list', exclusive: false };
}

function noSuchList(c: Parameters<typeof refuse>[0]): Response {
  return refuse(c, 404, 'Record not found');
}
