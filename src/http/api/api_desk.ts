import type { Clock, EpochMs } from '../../core/clock.ts';
import { DriftlineError } from '../../core/errors.ts';
import { MORNING } from '../../core/feed.ts';
import type { Log } from '../../core/log.ts';
import type { WireStatus } from '../../core/status.ts';
import type { Connection } from '../../mastodon/send.ts';
import { openActions } from '../../store/actions.ts';
import { openActs } from '../../store/acts.ts';
import { openChanges } from '../../store/changes.ts';
import { openClientAnswers } from '../../store/client_answers.ts';
import { openClientLogins } from '../../store/client_logins.ts';
import { openClientReading } from '../../store/client_reading.ts';
import { openClientSnapshots } from '../../store/client_snapshots.ts';
import { openClientStatuses } from '../../store/client_statuses.ts';
import type { Database } from '../../store/database.ts';
import { openExposures } from '../../store/exposures.ts';
import { openFeedEditions } from '../../store/feed_editions.ts';
import { type Filing, openFiling } from '../../store/filing.ts';
import { openHomeEntries } from '../../store/home_entries.ts';
import { openKeptActs } from '../../store/kept_acts.ts';
import { type Login, openLogins } from '../../store/logins.ts';
import { openOutbox } from '../../store/outbox.ts';
import { openPollVotes } from '../../store/poll_votes.ts';
import { openReading } from '../../store/reading.ts';
import { openSearching } from '../../store/searching.ts';
import { openShownStatuses } from '../../store/shown_statuses.ts';
import type { Acting } from '../acting.ts';
import type { Reach } from '../caller.ts';
import { openLastPages } from './client_ledger.ts';
import { openCodes } from './codes.ts';
import { openPageCache } from './page_cache.ts';
import { openSlowHome } from './slow_home.ts';

/** What joins the API to the owner's server. */
export interface ApiNeeds {
  /** Throws DriftlineError('unauthorized') where nobody is logged in. */
  readonly upstream: () => Promise<Connection>;
  /** The feed that a ranked home shows. */
  readonly mainFeed: string;
}

/** Timelines that stand on a database alone: nobody is logged in. */
export function withoutLogin(): ApiNeeds {
  return {
    mainFeed: MORNING.name,
    upstream: async () => {
      throw new DriftlineError('unauthorized', 'nobody is logged in: type driftline login SERVER');
    },
  };
}

interface Given extends ApiNeeds {
  readonly database: Database;
  readonly now: Clock;
  readonly log: Log;
  readonly access: Reach;
  readonly acting: Acting;
}

/** What every endpoint answers with. */
export function openApiDesk(given: Given) {
  const { database } = given;
  const logins = openLogins(database);
  let server: string | undefined; // that was asked last
  let filing: Filing | undefined; // of those who act alone
  const login = (): Login | undefined => {
    const all = logins.all();
    return all.find((one) => one.server === server) ?? all[0];
  };
  const answers = openClientAnswers(database);
  const addressOf = (path: string, of = server ?? login()?.server ?? '') => of + path;
  return {
    ...given,
    upstream: async () => {
      const connection = await given.upstream();
      server = connection.server;
      return connection;
    },
    logins: openClientLogins(database),
    codes: openCodes(given.now),
    snapshots: openClientSnapshots(database),
    reading: openClientReading(database),
    changes: openChanges(database),
    lastPages: openLastPages(),
    pageCache: openPageCache(),
    slowHome: openSlowHome(given.now),
    statuses: openClientStatuses(database),
    /** What the server said last that is asked now, or `of` another. */
    answers: {
      keep: (path: string, body: string, atMs: EpochMs) =>
        answers.keep(addressOf(path), body, atMs),
      find: (path: string, of?: string) => answers.find(addressOf(path, of)),
    },
    votes: openPollVotes(database),
    home: openHomeEntries(database),
    editions: { ...openReading(database), ...openFeedEditions(database) },
    shown: openShownStatuses(database),
    searching: openSearching(database),
    exposures: openExposures(database),
    actions: openActions(database),
    acts: openActs(database),
    outbox: openOutbox(database),
    kept: openKeptActs(database),
    /** Keeps the counts that the server told of a stored post. */
    refresh(loginKey: number, status: WireStatus, atMs: EpochMs): void {
      filing ??= openFiling(database);
      filing.refresh(loginKey, status, atMs);
    },
    /**
     * Whose home is served: that of who is logged in. A database may know several: with nobody
     * logged in, the first of them.
     */
    login,
  };
}

export type ApiDesk = ReturnType<typeof openApiDesk>;
