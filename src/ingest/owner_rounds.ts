import { HOUR_MS, MINUTE_MS } from '../core/clock.ts';
import { openAsking } from './asking.ts';
import { openVerification } from './departures.ts';
import { inTurn } from './failing.ts';
import { openOwnerActs, TASTE_READ } from './owner_acts.ts';
import { openOwnerSettings } from './owner_settings.ts';
import type { Session } from './session.ts';
import { openUnfinished } from './unfinished.ts';

export interface Round {
  /** At pace 1. */
  readonly periodMs: number;
  readonly firstMs: number;
  readonly work: () => Promise<void>;
}

/** What changes after it came, and what the owner does elsewhere, is asked for at these times. */
export function ownerRounds(session: Session): readonly Round[] {
  const { settings, acts, verify } = openOwner(session);
  const { refusals, filters, followedTags, moves, lookAgain } = settings;
  const { relationships, newRelationships } = settings;
  const untilKnown = async () => {
    if (session.state.find(session.loginKey, TASTE_READ) === undefined) await acts();
  };
  const round = (periodMs: number, firstMs: number, ...works: readonly Work[]): Round => ({
    periodMs,
    firstMs,
    work: () => inTurn(works),
  });
  return [
    round(10 * MINUTE_MS, 0, filters, refusals, lookAgain),
    round(10 * MINUTE_MS, 0, acts),
    // The first draw waits for it: what failed is tried again soon.
    round(MINUTE_MS, MINUTE_MS, untilKnown),
    round(HOUR_MS, 0, followedTags),
    round(MINUTE_MS, MINUTE_MS / 2, newRelationships),
    round(10 * MINUTE_MS, MINUTE_MS, relationships, moves),
    round(MINUTE_MS, MINUTE_MS, verify),
    round(MINUTE_MS, MINUTE_MS, openUnfinished(session)),
  ];
}

const TAGS_READ = 'followed_tags_read';
const DUE_MS = 10 * MINUTE_MS;
const OWNER_READ = 'owner_read';

/** The same once, for cron, where it is due. */
export async function askOwnerOnce(session: Session): Promise<void> {
  const { deps, state, loginKey } = session;
  const { settings, acts, verify } = openOwner(session);
  const whenDue = async (mark: string, periodMs: number, ...works: readonly Work[]) => {
    const read = state.find(loginKey, mark);
    if (read !== undefined && deps.time.now() - read.at_ms < periodMs / deps.pace) return;
    await inTurn(works);
    state.set(loginKey, mark, '', deps.time.now());
  };
  const { filters, refusals, followedTags, moves, lookAgain } = settings;
  const { relationships, newRelationships } = settings;
  const rules = [newRelationships, filters, refusals, acts, relationships, moves];
  await inTurn([
    () => whenDue(OWNER_READ, DUE_MS, ...rules),
    () => whenDue(TAGS_READ, HOUR_MS, followedTags),
    lookAgain,
    verify,
  ]);
}

type Work = () => Promise<void>;

function openOwner(session: Session) {
  const ask = openAsking(session);
  const settings = openOwnerSettings(session, ask);
  return {
    settings,
    acts: openOwnerActs(session, ask),
    verify: openVerification(session, settings),
  };
}
