import type { EpochMs } from '../core/clock.ts';
import {
  DIAL_WORDS,
  type DialSubject,
  type DialWord,
  subjectWords,
  TOPIC_WORDS,
} from '../core/dial.ts';
import { reachWords } from '../core/dial_words.ts';
import { DriftlineError } from '../core/errors.ts';
import { openTaste, tasteChanges } from '../rank/taste.ts';
import { type ActionKind, openActions } from '../store/actions.ts';
import type { Database } from '../store/database.ts';
import { openDials } from '../store/dials.ts';
import { openLogins } from '../store/logins.ts';
import { openOutbox, type WishKind } from '../store/outbox.ts';
import { openOwnerWords } from '../store/owner_words.ts';
import type { ShownStatuses } from '../store/shown_statuses.ts';
import { openSnoozes } from '../store/snoozes.ts';
import type { Acting } from './acting.ts';
import { SNOOZES, snoozeEnd } from './snooze_days.ts';
import type { TimeWords } from './web/time_words.ts';

/** What the owner did last, and what takes it back. */
export interface Deed {
  /** Of which post; undefined for a word that is about none. */
  readonly uri: string | undefined;
  readonly words: string;
  /** The word that takes it back; undefined where there is nothing to. */
  readonly undo: string | undefined;
  /** It stood already, so that nothing was done. */
  readonly isAgain?: boolean;
}

/** A post as a deed needs it. */
interface Subject {
  readonly statusKey: number;
  readonly uri: string;
  readonly handle: string;
  readonly visibility: string;
  readonly server: string | null;
  readonly serverId: string | null;
  readonly loginKey: number | null;
  /** Their server has let it go. */
  readonly isAbsent: boolean;
}

interface Deps {
  readonly database: Database;
  readonly statuses: ShownStatuses;
  readonly acting: Acting;
  readonly words: TimeWords;
  readonly timezone: string;
  readonly now: () => EpochMs;
}

/** What the owner does from a page, told in one word; the line stays until the next. */
export function openDeeds(deps: Deps) {
  let last: Deed | undefined;
  let lastSaid = '';
  const wish = openWishing(deps);
  const taste = openTasting(deps);
  const snooze = openSnoozing(deps);
  const dial = openDialling(deps);
  const subjectOf = (statusKey: number): Subject => {
    const status = deps.statuses.status(statusKey);
    if (status === undefined) throw new DriftlineError('not_found', 'There is no such post here.');
    const { uri, handle, visibility, server, server_id: serverId, login_key: loginKey } = status;
    const isAbsent = status.is_absent === 1;
    return { statusKey, uri, handle, visibility, server, serverId, loginKey, isAbsent };
  };
  return {
    last: () => last,
    /** `statusKey`: the post; undefined for a word about none. Throws where it cannot be done. */
    async do(word: string, statusKey: number | undefined): Promise<Deed> {
      const subject = statusKey === undefined ? undefined : subjectOf(statusKey);
      const deed =
        dial(word, subject) ??
        (subject === undefined
          ? undefined
          : (wish(word, subject) ?? taste(word, subject) ?? snooze(word, subject)));
      if (deed === undefined)
        throw new DriftlineError('invalid', `“${word.slice(0, 40)}” is nothing that can be done.`);
      const said = `${statusKey} ${word}`;
      // Told twice, by a quick finger or since an answer was lost, it is taken back as what it was.
      last = deed.isAgain === true && said === lastSaid && last !== undefined ? last : deed;
      lastSaid = said;
      if (WISH.test(word)) await deps.acting.tried();
      return last;
    },
  };
}

export type Deeds = ReturnType<typeof openDeeds>;

const WISH = /^(un)?(favourite|reblog|bookmark)$/;
const DONE_WORDS = { favourite: 'Favourited', reblog: 'Boosted', bookmark: 'Saved' } as const;
const UNDONE_WORDS = {
  favourite: 'No longer favourited',
  reblog: 'No longer boosted',
  bookmark: 'No longer saved',
} as const;

function openWishing({ database, acting, now }: Deps) {
  const outbox = openOutbox(database);
  const logins = openLogins(database);
  return (word: string, subject: Subject): Deed | undefined => {
    const said = WISH.exec(word);
    if (said === null) return undefined;
    const undo = said[1] !== undefined;
    const kind = said[2] as WishKind;
    const { uri, serverId: statusId, loginKey, server } = subject;
    if (statusId === null || loginKey === null || server === null)
      throw new DriftlineError('not_found', 'Your server has no name for this post.');
    if (subject.isAbsent)
      throw new DriftlineError('not_found', `${new URL(server).host} keeps this post no longer.`);
    if (!acting.may('now').has(kind))
      throw new DriftlineError(
        'invalid',
        `Your login may not do that: type driftline login ${new URL(server).host} --act`,
      );
    const owner = logins.all().find((one) => one.loginKey === loginKey)?.acct;
    if (kind === 'reblog' && !undo && !isBoostable(subject, owner))
      throw new DriftlineError('invalid', 'Only its author can boost a post for followers.');
    outbox.ask(kind, { loginKey, statusId, uri }, undo, now());
    const words = undo ? UNDONE_WORDS[kind] : DONE_WORDS[kind];
    return { uri, words, undo: undo ? kind : `un${kind}` };
  };
}

/** Posts for followers are their author's to pass on. */
export function isBoostable(
  { visibility, handle }: Pick<Subject, 'visibility' | 'handle'>,
  owner: string | undefined,
): boolean {
  if (visibility === 'public' || visibility === 'unlisted') return true;
  return visibility === 'private' && handle === owner?.toLowerCase();
}

/** More like this, less like this: acts that the ranker hears, and what they changed. */
function openTasting({ database, now, statuses }: Deps) {
  const actions = openActions(database);
  const logins = openLogins(database);
  const measure = openTaste(database);
  return (word: string, { statusKey, uri, serverId }: Subject): Deed | undefined => {
    const said = /^(un)?(more|less)$/.exec(word);
    const [login] = logins.all();
    if (said === null || login === undefined) return undefined;
    const kind = said[2] as 'more' | 'less';
    const undo = said[1] !== undefined;
    const atMs = now();
    const act = { loginKey: login.loginKey, statusId: serverId ?? uri, uri, atMs };
    const isOn = (one: ActionKind) => actions.standing(login.loginKey, uri).has(one);
    const before = measure(statusKey, atMs);
    const other = kind === 'more' ? 'less' : 'more';
    const back = !undo && isOn(other) ? other : `un${kind}`;
    const isAgain = isOn(kind) !== undo;
    database.transaction(() => {
      for (const one of undo ? [kind] : ([other] as const))
        if (isOn(one)) actions.record({ ...act, kind: one, undo: true });
      if (!undo && !isOn(kind)) actions.record({ ...act, kind });
    });
    const changes = tasteChanges(before, measure(statusKey, atMs));
    const changed = changes.map(
      (one) =>
        `${one.kind === 'account' ? statuses.nameOf(one.subject) : subjectWords(one)} ×${one.factor.toFixed(2)}`,
    );
    const effect = changed.length === 0 ? 'nothing changes by it' : changed.join(', ');
    const title = undo ? 'Taken back' : kind === 'more' ? 'More like this' : 'Less like this';
    return { uri, words: `${title}: ${effect}`, undo: undo ? kind : back, isAgain };
  };
}

const AGAIN = /^snooze~(\d{1,15})$/;

function openSnoozing({ database, now, words, timezone }: Deps) {
  const snoozes = openSnoozes(database);
  return (word: string, { uri, serverId }: Subject): Deed | undefined => {
    const nowMs = now();
    const said = { uri, statusId: serverId ?? uri, atMs: nowMs };
    const beforeMs = snoozes.until(uri, nowMs);
    const undo = beforeMs === undefined ? 'unsnooze' : `snooze~${beforeMs}`;
    if (word === 'unsnooze') {
      snoozes.end(said);
      return { uri, words: 'No longer snoozed', undo: beforeMs === undefined ? undefined : undo };
    }
    const named = SNOOZES.find((one) => word === `snooze-${one}`);
    const againMs = AGAIN.exec(word)?.[1];
    if (named === undefined && againMs === undefined) return undefined;
    const untilMs =
      named === undefined ? (Number(againMs) as EpochMs) : snoozeEnd(named, nowMs, timezone);
    if (!snoozes.snooze(said, untilMs) && snoozes.until(uri, nowMs) !== untilMs)
      throw new DriftlineError(
        'not_found',
        'nobody is logged in here: start with “driftline login”',
      );
    const isAgain = beforeMs === untilMs;
    return { uri, words: `Snoozed until ${words.day(untilMs)}: it comes back then`, undo, isAgain };
  };
}

const DIAL = /^dial\/(account|tag|site)\/([a-z-]+)(?:~(\d{1,15}))?\/(.{1,300})$/su;

/** "dial/tag/less/knitting", "dial/account/not-until~1764547200000/ada@example.social". */
export function dialWord(
  { kind, subject }: DialSubject,
  word: DialWord,
  untilMs: number | null = null,
): string {
  return `dial/${kind}/${word.replace(' ', '-')}${untilMs === null ? '' : `~${untilMs}`}/${subject}`;
}

/** What an act is about: a person, a tag, a site, or else the post. */
export function actSubject(word: string, statusKey: number): string {
  const [, kind, , , subject] = DIAL.exec(word) ?? [];
  return subject === undefined ? String(statusKey) : `${kind}/${subject}`;
}

function openDialling({ database, now }: Deps) {
  const dials = openDials(database);
  const owner = openOwnerWords(database);
  const logins = openLogins(database);
  return (said: string, post: Subject | undefined): Deed | undefined => {
    const [, kind, typed, until, subject] = DIAL.exec(said) ?? [];
    if (kind === undefined || subject === undefined) return undefined;
    const known: readonly DialWord[] = kind === 'account' ? DIAL_WORDS : TOPIC_WORDS;
    const word = known.find((one) => one.replace(' ', '-') === typed);
    if (word === undefined || (word === 'not until' && until === undefined))
      throw new DriftlineError('invalid', `“${typed}” is no word that can be said of it.`);
    const whom = { kind, subject } as DialSubject;
    const atMs = now();
    const before = dials.of(whom, atMs);
    const loginKey = before?.login_key ?? logins.all()[0]?.loginKey;
    if (loginKey === undefined)
      throw new DriftlineError(
        'not_found',
        'nobody is logged in here: start with “driftline login”',
      );
    const untilMs = until === undefined ? null : (Number(until) as EpochMs);
    if (word !== 'usual' || before !== undefined)
      owner.dial({ ...whom, loginKey, word, untilMs, saidAtMs: atMs });
    const effect = reachWords(word, dials.reach(whom, atMs));
    return {
      uri: post?.uri,
      words: `${subjectWords(whom)}: ${word}, from the next draw on. ${effect}`,
      undo: dialWord(whom, before?.word ?? 'usual', before?.until_ms ?? null),
      isAgain: (before?.word ?? 'usual') === word && (before?.until_ms ?? null) === untilMs,
    };
  };
}
