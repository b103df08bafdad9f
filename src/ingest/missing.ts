import { DAY_MS, type EpochMs, isAhead, MINUTE_MS } from '../core/clock.ts';
import { type Absence, openAbsences, type Peer } from '../store/absences.ts';
import { openDoubt } from './departures.ts';
import { type Failing, fetchAllBut, openFailing } from './failing.ts';
import { openLooks } from './looks.ts';
import type { Session } from './session.ts';

/** Of one person, who may have deleted all that they wrote. */
const OF_ONE_MAX = 3;
/** Of what is older, and of what is younger. */
const ASKED_MAX = 10;
const ASKED_ALONE_MAX = 4; // where each is a request of its own
/** Fewer say nothing. */
const LEAST = 3;
/** Of what is as old so much is there where nothing is let go: some was deleted, too. */
const THERE_SHARE = 2 / 3;
/** The latest that came. */
const NEWEST = 5;
/** A post that was so old when it came was boosted, most often: those beside it are younger. */
const OLD_MS = DAY_MS;
/** A server that is half up is asked no more than that. At pace 1. */
const HALF_UP_MS = 10 * MINUTE_MS;

export interface Missing {
  /**
   * Whether what is missing from an answer is of an age of which all was just seen to be let go:
   * then it is noted so, and need not be asked for alone.
   */
  readonly isLetGo: (serverId: string) => boolean;
  /**
   * Finds out what happened to each, and takes it down, notes it as let go, or leaves it. All at
   * once: what is there now was there when the server said that they are not, so that one
   * neighbour, asked once, speaks for all beside it.
   */
  readonly look: (serverIds: readonly string[]) => Promise<void>;
}

/**
 * What to make of something that the server, asked for it alone, says it has not. Its author took
 * it back; or the server lets go what is old (Mastodon's content retention, `tootctl statuses
 * remove`) or was set back to a copy, and says the same 404 of what nobody deleted. Its neighbours
 * tell: where they are there, it was deleted, and goes as `openDoubt` says. Where they are missing,
 * too, it stays as it is and is not asked about any more; unless the server has not even the latest
 * posts: then it is half up, and has said nothing. Of a post that was old when it came those tell
 * nothing that came next: they are younger. Where nothing as old is known beside it, it stays.
 */
export function openMissing(session: Session): Missing {
  const { deps, loginKey } = session;
  const absences = openAbsences(deps.database);
  const doubt = openDoubt(session);
  const failing = openFailing(deps);
  const looks = openLooks(deps);
  let halfUpUntilMs = 0;

  const whatHappened = async (
    serverId: string,
    absence: Absence,
    sharesOf: Asking,
  ): Promise<Happened> => {
    if (absence.is_of_absent === 1 || looks.areLetGo(absence)) return 'let go';
    if (isAhead(halfUpUntilMs, deps.time.now(), HALF_UP_MS / deps.pace)) return 'half up';
    const { older, least = 1 } = await sharesOf(absences.peers(loginKey, absence, serverId));
    const isTold = older !== undefined || !wasOld(absence);
    const areThere = least >= THERE_SHARE;
    if (isTold && areThere) return looks.note(absence, 'deleted');
    const newest = await sharesOf(absences.newest(loginKey, NEWEST).map(asPeer));
    if ((newest.least ?? 1) > 0.5) return areThere ? 'not told' : looks.note(absence, 'let go');
    halfUpUntilMs = deps.time.now() + HALF_UP_MS / deps.pace;
    return 'half up';
  };

  const note = (serverId: string) => absences.note(loginKey, serverId, deps.time.now());

  return {
    isLetGo(serverId) {
      const absence = absences.find(loginKey, serverId);
      const isKnown = absence?.is_refused === 0 && looks.areLetGo(absence);
      if (isKnown) note(serverId);
      return isKnown;
    },
    async look(serverIds) {
      const sharesOf = openAsking(session, failing, serverIds);
      for (const serverId of serverIds) {
        const absence = absences.find(loginKey, serverId);
        const happened =
          absence === undefined ? 'deleted' : await whatHappened(serverId, absence, sharesOf);
        if (happened === 'deleted') doubt(serverId);
        if (happened === 'let go' || happened === 'not told') note(serverId);
        if (happened !== 'deleted') deps.log.info('ingest.missing', { happened });
      }
    },
  };
}

type Happened = 'deleted' | 'let go' | 'not told' | 'half up';

/** A server never lets go of what its own people wrote. */
function wasOld({ is_boost, is_local, born_ms, seen_at_ms }: Absence): boolean {
  return is_boost === 0 && is_local === 0 && seen_at_ms - born_ms > OLD_MS;
}

/**
 * Whether the server still has what others wrote just before a moment: of a stretch that begins
 * there their pages tell all. True where too little is known to say.
 */
export function openKeeping(session: Session): (beforeMs: EpochMs) => Promise<boolean> {
  const absences = openAbsences(session.deps.database);
  const failing = openFailing(session.deps);
  return async (beforeMs) => {
    const anybody = { is_boost: 0, by_key: 0, is_local: 0, is_followed: 1 };
    const when = { born_ms: beforeMs, seen_at_ms: beforeMs };
    const peers = absences.peers(session.loginKey, { ...anybody, ...when }, null);
    const sharesOf = openAsking(session, failing);
    const { older = 1 } = await sharesOf(peers.filter(({ isYounger }) => !isYounger));
    return older >= THERE_SHARE;
  };
}

/** How much is there, 0 to 1; undefined where there is too little to say. */
interface Shares {
  readonly older?: number | undefined;
  /** Of what is older, or of what came next, whichever is less. */
  readonly least?: number | undefined;
}

type Asking = (peers: readonly Peer[]) => Promise<Shares>;

/** Asks about each once: what was told of it holds for as long as this is kept. */
function openAsking(session: Session, failing: Failing, notThere: readonly string[] = []): Asking {
  const isThere = new Map(notThere.map((id) => [id, false]));
  return async (peers: readonly Peer[]): Promise<Shares> => {
    const most = session.batch > 1 ? ASKED_MAX : ASKED_ALONE_MAX;
    const known = peers.filter(({ serverId }) => !failing.has(serverId));
    const sides = [false, true].map((isYounger) =>
      chosenOf(
        known.filter((peer) => peer.isYounger === isYounger),
        most,
      ),
    );
    const asked = sides.flat().filter(({ isAbsent }) => !isAbsent);
    const ids = asked.map(({ serverId }) => serverId).filter((id) => !isThere.has(id));
    const told = ids.length === 0 ? [] : await fetchAllBut(session, ids, failing);
    for (const id of ids) isThere.set(id, false);
    for (const { statuses } of told) for (const { id } of statuses) isThere.set(id, true);
    const [older, younger] = sides
      .map((side) => side.filter(({ serverId }) => !failing.has(serverId)))
      .map((side) =>
        side.length < LEAST
          ? undefined
          : side.filter(({ serverId }) => isThere.get(serverId) === true).length / side.length,
      );
    const shares = [older, younger].filter((share) => share !== undefined);
    return { older, least: shares.length === 0 ? undefined : Math.min(...shares) };
  };
}

/**
 * The nearest that are alike. Where they are few, as in a home of the first day, the others count
 * too, and then what was seen to be missing.
 */
function chosenOf(peers: readonly Peer[], most: number): readonly Peer[] {
  const some = [...new Map(peers.map((peer) => [peer.serverId, peer])).values()];
  const ways = [some.filter(({ isAlike }) => isAlike), some].map(fewOfEach);
  return ways.find(({ length }) => length >= LEAST)?.slice(0, most) ?? [];
}

function fewOfEach(peers: readonly Peer[]): readonly Peer[] {
  return peers.filter(
    ({ byKey }, nth) =>
      peers.slice(0, nth).filter((other) => other.byKey === byKey).length < OF_ONE_MAX,
  );
}

function asPeer(serverId: string, nth: number): Peer {
  return { serverId, byKey: nth, isYounger: false, isAlike: true, isAbsent: false };
}
