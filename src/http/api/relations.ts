import type { Context, Hono } from 'hono';
import { type EpochMs, SECOND_MS } from '../../core/clock.ts';
import { DriftlineError } from '../../core/errors.ts';
import {
  fetchAccount,
  fetchFilters,
  type Relationship,
  relationshipIn,
} from '../../mastodon/owner_settings.ts';
import { openAccounts } from '../../store/accounts.ts';
import { openFollows } from '../../store/follows.ts';
import { openHiding } from '../../store/hiding.ts';
import { openIngestState } from '../../store/ingest_state.ts';
import { openOwnerWords } from '../../store/owner_words.ts';
import { openRefusedPeople } from '../../store/refused_people.ts';
import type { ApiDesk } from './api_desk.ts';
import type { ApiEnv } from './bearer.ts';
import { passOn } from './forwarding.ts';
import { wordOf, wordsIn } from './request_body.ts';
import { objectIn, performWrite } from './writes.ts';

type ApiContext = Context<ApiEnv>;

const TURNS = ['follow', 'unfollow', 'mute', 'unmute', 'block', 'unblock'];

/** What is stored is looked at again at once so far back; the rest within ten minutes. */
const LOOKED_AT_ONCE = 200;
const LOOKS_MAX = 20; // 4,000 posts: 0.2 s on two cores with a load of ten (2026-11-28)

/**
 * Whom and what the owner follows, mutes, blocks and filters in a client: done by the home server,
 * and heeded here at once. Ingest would learn of it when it next asks.
 */
export function relationRoutes(app: Hono<ApiEnv>, desk: ApiDesk): void {
  const nouns = onceOpened(desk);
  const turned = async (c: ApiContext, heed: Heed) => {
    const answer = await performWrite(desk, c);
    // Some answer with nothing where it was done.
    const json = objectIn(answer) ?? {};
    if (answer.status >= 200 && answer.status < 300)
      await heeding(desk, (loginKey) => heed(json, loginKey, desk.now()));
    return passOn(desk, c, answer);
  };

  for (const turn of TURNS)
    app.post(`/api/v1/accounts/:id/${turn}`, (c) =>
      turned(c, async (json, loginKey, atMs) => {
        const relationship = relationshipIn(json);
        const seconds = Number(wordOf((await wordsIn(c)).duration));
        const endsMs = seconds > 0 ? ((atMs + seconds * SECOND_MS) as EpochMs) : null;
        const untilMs = turn === 'mute' ? endsMs : undefined;
        if (relationship !== undefined)
          await turnPerson(desk, nouns(), { relationship, loginKey, atMs, untilMs });
      }),
    );
  for (const method of ['POST', 'DELETE'])
    app.on(method, '/api/v1/domain_blocks', (c) =>
      turned(c, async (_json, loginKey, atMs) => {
        const domain = wordOf((await wordsIn(c)).domain);
        nouns().state.turned(loginKey, 'servers', atMs);
        if (domain) nouns().refused.turnDomain(loginKey, domain, method === 'POST', atMs);
      }),
    );
  for (const turn of ['follow', 'unfollow'])
    app.post(`/api/v1/tags/:name/${turn}`, (c) =>
      turned(c, async ({ name, following }, loginKey, atMs) => {
        nouns().state.turned(loginKey, 'tags', atMs);
        if (typeof name === 'string' && typeof following === 'boolean')
          nouns().words.followTag(loginKey, name, following, atMs);
      }),
    );
  const filters = (c: ApiContext) =>
    turned(c, async (_json, loginKey, atMs) => {
      const { state, words } = nouns();
      const turn = state.turned(loginKey, 'filters', atMs);
      const now = await fetchFilters(await desk.upstream());
      // Whoever turned one after this asked later, and knows both.
      if (state.turns(loginKey, 'filters') !== turn) return;
      words.filters(loginKey, now, atMs);
      lookAgain(nouns(), atMs);
    });
  const writing = ['POST', 'PUT', 'PATCH', 'DELETE'];
  app.on(writing, ['/api/v1/filters', '/api/v1/filters/*'], filters);
  app.on(writing, ['/api/v2/filters', '/api/v2/filters/*'], filters);
}

type Heed = (json: Json, loginKey: number, atMs: EpochMs) => Promise<void>;
type Json = Readonly<Record<string, unknown>>;

function onceOpened({ database }: ApiDesk): () => Nouns {
  let opened: Nouns | undefined;
  return () => {
    opened ??= openNouns(database);
    return opened;
  };
}

type Nouns = ReturnType<typeof openNouns>;

function openNouns(database: ApiDesk['database']) {
  const accounts = openAccounts(database);
  return {
    database,
    accounts,
    refused: openRefusedPeople(database, accounts),
    follows: openFollows(database, accounts),
    words: openOwnerWords(database),
    hiding: openHiding(database),
    state: openIngestState(database),
  };
}

/** It was done: where it cannot be heeded now, ingest heeds it when it next asks. */
async function heeding(desk: ApiDesk, heed: (loginKey: number) => Promise<void>): Promise<void> {
  const loginKey = desk.login()?.loginKey;
  if (loginKey === undefined) return;
  try {
    await heed(loginKey);
  } catch (error) {
    if (!(error instanceof DriftlineError)) throw error;
    desk.log.warn('api.not_heeded', { why: error.message });
  }
}

interface TurnedTo {
  readonly relationship: Relationship;
  readonly loginKey: number;
  readonly atMs: EpochMs;
  /** When a mute ends by itself that was just made; null: never. */
  readonly untilMs: EpochMs | null | undefined;
}

async function turnPerson(desk: ApiDesk, nouns: Nouns, turned: TurnedTo): Promise<void> {
  const { relationship, loginKey, atMs, untilMs } = turned;
  nouns.state.turned(loginKey, 'people', atMs);
  const key = await keyOf(desk, nouns, turned);
  if (key === undefined) return;
  const { isFollowed, isMuted, isBlocked } = relationship;
  nouns.database.transaction(() => {
    const { refused, follows } = nouns;
    if (!isMuted || untilMs !== undefined)
      refused.turn(loginKey, key, { kind: 'mute', isOn: isMuted, untilMs: untilMs ?? null }, atMs);
    refused.turn(loginKey, key, { kind: 'block', isOn: isBlocked, untilMs: null }, atMs);
    follows.turn(loginKey, key, { ...relationship, isOn: isFollowed }, atMs);
  });
  if (isMuted || isBlocked) lookAgain(nouns, atMs);
}

/**
 * Of somebody who never came up nothing is here, but posts may name them: whom the owner refuses is
 * asked about.
 */
async function keyOf(
  desk: ApiDesk,
  { accounts }: Nouns,
  { relationship, loginKey, atMs }: TurnedTo,
) {
  const { id, isMuted, isBlocked } = relationship;
  const known = desk.home.account(loginKey, id)?.account_key;
  if (known !== undefined || !(isMuted || isBlocked)) return known;
  return accounts.keyOf(loginKey, await fetchAccount(await desk.upstream(), id), atMs);
}

/** Which posts name somebody who is refused now, and which a filter catches. */
function lookAgain({ hiding }: Nouns, atMs: EpochMs): void {
  for (let looks = 0; looks < LOOKS_MAX; looks += 1)
    if (!hiding.lookAgain(LOOKED_AT_ONCE, atMs)) return;
}
