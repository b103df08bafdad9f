import type { Bell } from '../core/bell.ts';
import { HOUR_MS, isAhead, SECOND_MS, type Time } from '../core/clock.ts';
import { DriftlineError } from '../core/errors.ts';
import type { Log } from '../core/log.ts';
import type { WireStatus } from '../core/status.ts';
import { act, type Done, isNarrow, statusNow } from '../mastodon/acting.ts';
import { verifyCredentials } from '../mastodon/people.ts';
import type { Connection } from '../mastodon/send.ts';
import { isUnsent } from '../mastodon/unsent.ts';
import type { Database } from '../store/database.ts';
import { type Filing, openFiling } from '../store/filing.ts';
import { openLogins } from '../store/logins.ts';
import { type DueWish, type Outbox, openOutbox, type WishKind } from '../store/outbox.ts';

export interface SendingDeps {
  readonly database: Database;
  readonly connection: Connection;
  /** This machine's, which wishes are dated by; acts are dated by the server's. */
  readonly time: Time;
  readonly pace: number;
  readonly log: Log;
  readonly bell: Bell;
  /** The login may not do that. */
  readonly onNarrow: (kind: WishKind) => void;
}

/** At pace 1. */
const LOOK_MS = 2 * SECOND_MS; // another process may have asked
const AWAY_MIN_MS = SECOND_MS;
const AWAY_MAX_MS = 30 * SECOND_MS;
const AGAIN_MIN_MS = 5 * SECOND_MS;
const AGAIN_MAX_MS = HOUR_MS;
/** Of a server that is well and fails over this one: a day and a half. */
const TRIES_MAX = 40;

interface Sender extends SendingDeps {
  readonly outbox: Outbox;
  readonly filing: Filing;
  readonly loginKey: number;
}

/**
 * Does at the server what the owner wishes, one after the other, as long as it takes; until the
 * connection's signal is aborted. Throws DriftlineError('unauthorized') where the login is over.
 */
export async function sendWishes(deps: SendingDeps): Promise<void> {
  const { database, connection, time, pace, bell } = deps;
  const { signal } = connection;
  const logins = openLogins(database);
  const nouns = { outbox: openOutbox(database), filing: openFiling(database) };
  let failures = 0;
  let awayUntilMs = 0;
  while (!signal.aborted) {
    const login = logins.all().find(({ server }) => server === connection.server);
    if (login !== undefined && !isAhead(awayUntilMs, time.now(), AWAY_MAX_MS)) {
      const isAway = await sendDue({ ...deps, ...nouns, loginKey: login.loginKey });
      failures = isAway ? failures + 1 : 0;
      const waitMs = Math.min(AWAY_MAX_MS, AWAY_MIN_MS * 2 ** Math.min(failures - 1, 10)) / pace;
      awayUntilMs = isAway ? time.now() + waitMs : 0;
    }
    await bell.rest(time, Math.min(LOOK_MS, Math.max(LOOK_MS / pace, SECOND_MS / 20)), signal);
  }
}

/** True where the server is away: the rest waits. */
async function sendDue(sender: Sender): Promise<boolean> {
  const { outbox, loginKey, time, connection, log } = sender;
  for (const wish of outbox.due(loginKey, time.now())) {
    if (connection.signal.aborted) return false;
    try {
      await sendOne(sender, wish);
    } catch (error) {
      if (connection.signal.aborted) return false;
      if (error === REPLACED) continue;
      if (!(error instanceof DriftlineError)) throw error;
      if (error.code === 'storage') {
        log.warn('outbox.not_written', { why: error.message });
        return true;
      }
      if (await failed(sender, wish, error)) return true;
    }
  }
  return false;
}

const REPLACED = new Error('the owner wishes something else by now');

async function sendOne(sender: Sender, wish: DueWish): Promise<void> {
  const { outbox, connection, time, pace, loginKey, log } = sender;
  const { kind, status_id: statusId, outbox_key: key } = wish;
  const undo = wish.undo === 1;
  if (wish.sent_at_ms !== null) {
    const now = await statusNow(connection, statusId);
    if (now.status?.[FLAGS[kind]] === !undo) return keep(sender, wish, now);
  }
  let pauseMs: number | undefined;
  try {
    const done = await act(
      connection,
      { kind, undo, statusId },
      {
        idempotencyKey: wish.idempotency_key,
        beforeSending() {
          if (!outbox.sending(key, time.now())) throw REPLACED;
        },
        onPause(ms) {
          pauseMs = ms;
        },
      },
    );
    keep(sender, wish, done);
    log.info('outbox.done', { kind, undo: wish.undo, login: loginKey });
  } catch (error) {
    if (pauseMs === undefined) throw error;
    const atMs = time.now() + pauseMs / pace;
    outbox.putOff(wish, { atMs, why: wordsOf(error), isUnsent: true, isFailure: false });
  }
}

const FLAGS = { favourite: 'favourited', reblog: 'reblogged', bookmark: 'bookmarked' } as const;

/** The act stands in the ledger, and the post with the counts that the server has now. */
function keep(sender: Sender, wish: DueWish, { status }: Pick<Done, 'status'>): void {
  const { database, outbox, filing, loginKey, connection } = sender;
  const atMs = connection.time.now();
  database.transaction(() => {
    outbox.done(wish, { loginKey, statusId: wish.status_id, uri: wish.uri }, atMs);
    if (isThat(status, wish)) filing.refresh(loginKey, status, atMs);
  });
}

function isThat(status: WireStatus | undefined, { uri }: DueWish): status is WireStatus {
  return status?.uri === uri;
}

/** True where the server is away. */
async function failed(sender: Sender, wish: DueWish, error: DriftlineError): Promise<boolean> {
  const { outbox, time, connection, log, onNarrow, pace } = sender;
  const { outbox_key: key, kind, tries } = wish;
  const why = wordsOf(error);
  if (error.code === 'unauthorized') {
    outbox.putOff(wish, { atMs: wish.asked_at_ms, why, isUnsent: true, isFailure: false });
    throw error;
  }
  const refuse = (words: string): false => {
    outbox.refused(key, words, time.now());
    log.warn('outbox.refused', { kind, why });
    return false;
  };
  if (error.code !== 'upstream') {
    if (isNarrow(why)) onNarrow(kind);
    return refuse(refusalWords(error, connection.server));
  }
  if (isUnsent(error) || !(await isWell(connection))) {
    outbox.putOff(wish, {
      atMs: wish.asked_at_ms,
      why,
      isUnsent: isUnsent(error),
      isFailure: false,
    });
    log.info('outbox.server_away', { why });
    return true;
  }
  if (tries + 1 >= TRIES_MAX) return refuse(`${hostOf(connection.server)} fails over it: ${why}`);
  const waitMs = Math.min(AGAIN_MAX_MS, AGAIN_MIN_MS * 2 ** Math.min(tries, 20)) / pace;
  outbox.putOff(wish, { atMs: time.now() + waitMs, why, isUnsent: false, isFailure: true });
  return false;
}

/** It fails over one thing, and says who is logged in. */
async function isWell(connection: Connection): Promise<boolean> {
  try {
    await verifyCredentials(connection, 'act');
    return true;
  } catch (error) {
    if (error instanceof DriftlineError && error.code === 'upstream') return false;
    throw error;
  }
}

/** For the reader, in a sentence that stands on the post. */
function refusalWords({ code, message }: DriftlineError, server: string): string {
  const host = hostOf(server);
  if (code === 'not_found') return `${host} does not have this post, or does not allow it`;
  if (isNarrow(message)) return `your login may not do that: type driftline login ${host} --act`;
  const reason = /answered \d+ to [^:\s]+: (.*)$/.exec(message)?.[1];
  return `${host} refused it${reason === undefined ? '' : `: ${reason}`}`;
}

function hostOf(server: string): string {
  return new URL(server).host;
}

function wordsOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
