import {
  DAY_MS,
  type EpochMs,
  HOUR_MS,
  MINUTE_MS,
  momentBefore,
  SECOND_MS,
  sleep,
} from '../core/clock.ts';
import {
  BLOCKS,
  fetchAccount,
  fetchDomainBlocks,
  fetchFilters,
  fetchFollowedTags,
  fetchRelationships,
  MUTES,
  RELATIONSHIPS_MAX,
  refusalPage,
  type WireRefusal,
} from '../mastodon/owner_settings.ts';
import { openHiding } from '../store/hiding.ts';
import { openOwnerWords } from '../store/owner_words.ts';
import { openRefusedPeople, type Refusal } from '../store/refused_people.ts';
import type { Ask, ListEnd } from './asking.ts';
import { failsOverOne, inTurn, openFailing } from './failing.ts';
import type { Session } from './session.ts';
import { unlessTurned } from './unless_turned.ts';

/** What the owner set elsewhere. No event tells (mastodon-api.md, 1.8), so it is asked for. */
export interface OwnerSettings {
  readonly filters: () => Promise<void>;
  /** Whom and which servers they mute and block. */
  readonly refusals: () => Promise<void>;
  readonly followedTags: () => Promise<void>;
  /** How they follow whom, a few each time, everybody once a day. */
  readonly relationships: () => Promise<void>;
  /** The same of whom nobody asked yet: their hidden boosts may be drawn until then. */
  readonly newRelationships: () => Promise<void>;
  /** The same of nobody but those whose boosts are here. */
  readonly newBoosters: () => Promise<void>;
  /** Where those went whom they follow no more. */
  readonly moves: () => Promise<void>;
  /** Looks again at what is stored, where that is called for by any of these. */
  readonly lookAgain: () => Promise<void>;
}

export function openOwnerSettings(session: Session, ask: Ask): OwnerSettings {
  const { deps, connection, loginKey } = session;
  const words = openOwnerWords(deps.database);
  const refused = openRefusedPeople(deps.database, session.filing.accounts);
  const now = () => deps.time.now();

  return {
    async filters() {
      await ask('filters', async () => {
        const written = unlessTurned(session, 'filters');
        const filters = await fetchFilters(connection);
        written(() => {
          const isNews = words.filters(loginKey, filters, now());
          if (isNews) deps.log.info('ingest.filters_changed', { filters: filters.length });
        });
      });
    },
    async refusals() {
      const read = openRefusalReading(session, refused);
      const readDomains = async () => {
        const written = unlessTurned(session, 'servers');
        const domains = await fetchDomainBlocks(connection);
        written(() => {
          const changes = refused.replaceDomains(loginKey, domains, now());
          if (changes.began + changes.ended > 0)
            deps.log.info('ingest.refusals_changed', { kind: 'domain', ...changes });
        });
      };
      await inTurn([
        async () => void (await ask('mutes', () => read('mute', MUTES))),
        async () => void (await ask('blocks', () => read('block', BLOCKS))),
        async () => void (await ask('blocked servers', readDomains)),
      ]);
    },
    async followedTags() {
      await ask('followed tags', async () => {
        const written = unlessTurned(session, 'tags');
        const names = await fetchFollowedTags(connection);
        written(() => words.followedTags(loginKey, names, now()));
      });
    },
    ...openRelationshipReading(session, ask),
    moves: openMoveReading(session, ask),
    lookAgain: openLookingAgain(session),
  };
}

/**
 * Mutes and blocks are read as far as something known, and whole where that was long ago: who is
 * muted no more, only the whole tells. The longer they are, the less often.
 */
const WHOLE_MIN_MS = 10 * MINUTE_MS;
const WHOLE_A_PERSON_MS = 5 * SECOND_MS; // eight hundred: about an hour
const WHOLE_MAX_MS = 6 * HOUR_MS;
const REFUSAL_PAGES_MAX = 500; // 40,000 people

function openRefusalReading(session: Session, refused: ReturnType<typeof openRefusedPeople>) {
  const { deps, connection, loginKey, state } = session;
  const isWholeDue = (mark: string) => {
    const read = state.find(loginKey, mark);
    if (read === undefined) return true;
    const wishedMs = Math.max(WHOLE_MIN_MS, Number(read.value) * WHOLE_A_PERSON_MS);
    return deps.time.now() - read.at_ms >= Math.min(WHOLE_MAX_MS, wishedMs) / deps.pace;
  };
  return async (kind: Refusal, firstPath: string): Promise<ListEnd> => {
    const mark = `${kind}s_read`;
    const isWhole = isWholeDue(mark);
    const written = unlessTurned(session, 'people');
    const people: WireRefusal[] = [];
    let path: string | undefined = firstPath;
    let isCut = false;
    for (let page = 0; path !== undefined && page < REFUSAL_PAGES_MAX; page += 1) {
      const found = await refusalPage(connection, path);
      people.push(...found.people);
      path = found.next;
      isCut ||= found.isCut;
      if (path === undefined || isWhole) continue;
      let news = 0;
      const isOfNow = written(() => {
        news = refused.addNewest(loginKey, kind, found.people, deps.time.now());
      });
      if (!isOfNow || news < found.people.length) return undefined;
    }
    written(() => {
      const atMs = deps.time.now();
      const changes = refused.replaceAll(loginKey, kind, people, atMs);
      state.set(loginKey, mark, String(people.length), atMs);
      if (changes.began + changes.ended > 0)
        deps.log.info('ingest.refusals_changed', { kind, ...changes });
    });
    return isCut ? 'cut' : undefined;
  };
}

const RELATIONSHIPS_A_ROUND = 2; // requests of forty: 288 a day are enough for 11,000 follows
const NEW_A_ROUND = 15; // five thousand in nine rounds
const NEVER_ASKED_MS = 1 as EpochMs;

function openRelationshipReading(session: Session, ask: Ask) {
  const { deps, connection, loginKey, follows } = session;
  // Suspended or gone, as it seems; or the server told of nobody for a moment.
  const unanswered = openFailing(deps);
  const askAbout = async (
    requestsMax: number,
    askedBeforeMs: () => EpochMs,
    isMeant: (follow: { readonly hasBoosted: boolean }) => boolean = () => true,
  ) => {
    for (let request = 0; request < requestsMax; request += 1) {
      const ids = follows
        .toAsk(loginKey, askedBeforeMs(), RELATIONSHIPS_MAX + unanswered.size())
        .filter((follow) => !unanswered.has(follow.id) && isMeant(follow))
        .map(({ id }) => id)
        .slice(0, RELATIONSHIPS_MAX);
      if (ids.length === 0) return;
      const isTold = await ask('how you follow people', async () => {
        const written = unlessTurned(session, 'people');
        const told = await fetchRelationships(connection, ids);
        const atMs = deps.time.now();
        written(() => {
          for (const { id, ...settings } of told) follows.set(loginKey, id, settings, atMs);
        });
        const answered = new Set(told.map(({ id }) => id));
        for (const id of ids) if (!answered.has(id)) unanswered.add(id);
      });
      if (!isTold) return;
    }
  };
  return {
    relationships: () =>
      askAbout(RELATIONSHIPS_A_ROUND, () => momentBefore(deps.time.now(), DAY_MS / deps.pace)),
    newRelationships: () => askAbout(NEW_A_ROUND, () => NEVER_ASKED_MS),
    newBoosters: () =>
      askAbout(
        NEW_A_ROUND,
        () => NEVER_ASKED_MS,
        ({ hasBoosted }) => hasBoosted,
      ),
  };
}

const LEFT_LATELY_MS = 7 * DAY_MS;
const MOVES_A_ROUND = 10;

/**
 * The server follows somebody who moves under their new name and lets the old one go. The old
 * profile says where they went: what they posted before is still theirs.
 */
function openMoveReading(session: Session, ask: Ask) {
  const { deps, connection, loginKey, follows, filing } = session;
  const asked = new Set<string>();
  const failing = openFailing(deps);
  return async () => {
    const sinceMs = (deps.time.now() - LEFT_LATELY_MS) as EpochMs;
    const most = MOVES_A_ROUND + asked.size + failing.size();
    const left = follows
      .leftSince(loginKey, sinceMs, most)
      .filter((id) => !asked.has(id) && !failing.has(id));
    for (const id of left.slice(0, MOVES_A_ROUND)) {
      try {
        await ask('where people moved', async () => {
          filing.accounts.keyOf(loginKey, await fetchAccount(connection, id), deps.time.now());
        });
        asked.add(id);
      } catch (error) {
        // Over one of them it fails: the others have their turn.
        if (!(await failsOverOne(session, error))) throw error;
        failing.add(id);
      }
    }
  };
}

const LOOKED_AT_ONCE = 200; // some 5 ms: the stream is heard in between
const LOOKING_PAUSE_MS = 20;

function openLookingAgain({ deps, connection }: Session) {
  const hiding = openHiding(deps.database);
  let isLooking = false;
  return async () => {
    if (isLooking) return;
    isLooking = true;
    try {
      while (hiding.lookAgain(LOOKED_AT_ONCE, deps.time.now()))
        await sleep(deps.time, LOOKING_PAUSE_MS, connection.signal);
    } finally {
      isLooking = false;
    }
  };
}
