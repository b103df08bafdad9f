import { type EpochMs, MINUTE_MS, momentBefore } from '../core/clock.ts';
import { enteredAtMs } from '../core/entry_time.ts';
import { DriftlineError } from '../core/errors.ts';
import type { TimelinePage } from '../mastodon/home.ts';
import { openFollowCount } from './follow_list.ts';
import type { Session } from './session.ts';

/** The top of the home lacks what the stream said long before it was asked for. */
export class StaleHome extends DriftlineError {
  /** When its newest entry entered: what came since, nobody proves to be here. */
  readonly newestMs: EpochMs;

  constructor(server: string, newestMs: EpochMs) {
    const what = 'shows a home without what its stream had said before';
    super('upstream', `${server} ${what}: something between here and there keeps old answers`);
    this.newestMs = newestMs;
  }
}

/** An entry is in the home before its frame is sent. At pace 1. */
const SAID_BEFORE_MS = MINUTE_MS;
/** Of one person, or two, everything may be gone at once: muted, or put on an exclusive list. */
const PEOPLE_MIN = 3;

/**
 * A cache on the way, set up wrongly, answers for the server with the page of hours ago. Where that
 * neither has its age (see server_clock.ts) nor heeds that we asked for a new one, it looks like a
 * quiet home that is whole. Throws StaleHome where the stream knows better. What was said by whom
 * the owner unfollowed since is gone from the home, so that is asked before.
 */
export async function mustBeFresh(session: Session, page: TimelinePage): Promise<void> {
  const { deps, holes, loginKey } = session;
  if (page.isPartial || page.entries.length === 0) return;
  const entered = page.entries.map((entry) => enteredAtMs(entry, deps.time.now()));
  const newestMs = Math.max(...entered) as EpochMs;
  const saidByMs = momentBefore(page.askedAtMs, SAID_BEFORE_MS / deps.pace);
  const lacksSome = () => holes.peopleSaidAfter(loginKey, newestMs, saidByMs) >= PEOPLE_MIN;
  if (!lacksSome()) return;
  await openFollowCount(session)();
  if (lacksSome()) throw new StaleHome(deps.server, newestMs);
}
