import { DriftlineError } from '../core/errors.ts';
import { objectIn, type RecordingLine, textIn, timeIn, wordIn } from '../core/recording.ts';
import { parseAccount, parseHomeEntry, parseStatus } from '../core/status.ts';
import { ACTION_KINDS, openActions } from '../store/actions.ts';
import type { Database } from '../store/database.ts';
import { openExposures } from '../store/exposures.ts';
import { openFiling } from '../store/filing.ts';
import { type FollowSettings, openFollows } from '../store/follows.ts';
import { openHoles } from '../store/holes.ts';
import { DIAL_WORDS, openOwnerWords } from '../store/owner_words.ts';
import { openPastEditions } from '../store/past_editions.ts';
import { openRecordedLogins } from './recorded_logins.ts';

/** Files what a recording tells, line by line, each as of its own time. */
export function openHistory(database: Database) {
  const filing = openFiling(database);
  const follows = openFollows(database, filing.accounts);
  const logins = openRecordedLogins(database, filing.accounts);
  const owner = openOwnerWords(database);
  const works = { filing, follows, logins, owner, ...openLedger(database, filing.find) };
  return {
    /** Throws DriftlineError('invalid') with the reason where a payload is not what its event needs. */
    file(line: RecordingLine): void {
      const loginKey = logins.keyOf(line);
      if (fileOwnersWord(line, loginKey, works)) return;
      if (filePerson(line, loginKey, works)) return;
      if (fileArrival(line, loginKey, works)) return;
      fileLedger(line, loginKey, works);
    },
  };
}

type Works = {
  readonly filing: ReturnType<typeof openFiling>;
  readonly follows: ReturnType<typeof openFollows>;
  readonly logins: ReturnType<typeof openRecordedLogins>;
  readonly owner: ReturnType<typeof openOwnerWords>;
} & ReturnType<typeof openLedger>;

function openLedger(database: Database, find: ReturnType<typeof openFiling>['find']) {
  return {
    find,
    exposures: openExposures(database),
    actions: openActions(database),
    editions: openPastEditions(database),
    holes: openHoles(database),
  };
}

function fileArrival(
  { event, payload, atMs }: RecordingLine,
  loginKey: number,
  { filing }: Works,
): boolean {
  switch (event) {
    case 'update':
      filing.file(loginKey, [parseHomeEntry(payload)], { atMs, how: 'import' });
      return true;
    case 'status.update':
      filing.edit(loginKey, parseStatus(payload), atMs, 'classes');
      return true;
    case 'snapshot':
      filing.refresh(loginKey, parseStatus(payload), atMs, 'all');
      return true;
    case 'delete':
      filing.forget(loginKey, idIn(payload), atMs);
      return true;
    default:
      return false;
  }
}

function filePerson(
  { event, payload, atMs }: RecordingLine,
  loginKey: number,
  { follows }: Works,
): boolean {
  switch (event) {
    case 'follow':
      follows.follow(loginKey, parseAccount(payload), atMs, followSettings(payload));
      return true;
    case 'unfollow':
      follows.unfollow(loginKey, parseAccount(payload), atMs);
      return true;
    case 'mute':
    case 'block':
      follows.refuse(
        loginKey,
        parseAccount(payload),
        event,
        atMs,
        timeIn(objectIn(payload), 'mute_expires_at') ?? null,
      );
      return true;
    case 'unmute':
      follows.accept(loginKey, parseAccount(payload), 'mute', atMs);
      return true;
    case 'unblock':
      follows.accept(loginKey, parseAccount(payload), 'block', atMs);
      return true;
    default:
      return false;
  }
}

function fileOwnersWord(
  { event, payload, atMs }: RecordingLine,
  loginKey: number,
  works: Works,
): boolean {
  switch (event) {
    case 'owner':
      works.logins.own(loginKey, parseAccount(payload), atMs);
      return true;
    case 'filters':
      works.owner.filters(loginKey, listIn(payload).map(withId));
      return true;
    case 'followed_tags':
      works.owner.followedTags(loginKey, listIn(payload).map(tagName));
      return true;
    case 'dial':
      works.owner.dial({ loginKey, saidAtMs: atMs, ...dialIn(payload) });
      return true;
    default:
      return false;
  }
}

function fileLedger({ event, payload, atMs }: RecordingLine, loginKey: number, works: Works): void {
  const said = event === 'delete' ? {} : objectIn(payload);
  if (event === 'hole') {
    const fromMs = timeIn(said, 'from');
    const toMs = timeIn(said, 'to');
    if (fromMs === undefined || toMs === undefined)
      throw new DriftlineError('invalid', 'a hole needs "from" and "to"');
    const state =
      said.state === undefined ? 'open' : wordIn(said, 'state', ['open', 'swept', 'crawled']);
    works.holes.add({
      loginKey,
      fromMs,
      toMs,
      state,
      noticedAtMs: atMs,
      detail: 'from a recording',
    });
    return;
  }
  if (event === 'edition') return fileEdition(said, atMs, loginKey, works);
  const statusId = textIn(said, 'status_id');
  const uri =
    textIn(said, 'uri') ??
    (statusId === undefined ? undefined : works.find(loginKey, statusId)?.uri);
  if (statusId === undefined && uri === undefined)
    throw new DriftlineError('invalid', 'it needs "status_id" or "uri"');
  if (event === 'action') {
    works.actions.record({
      loginKey,
      statusId: statusId ?? (uri as string),
      uri,
      kind: wordIn(said, 'kind', ACTION_KINDS),
      atMs,
      untilMs: timeIn(said, 'until'),
      undo: said.undo === true,
    });
    return;
  }
  const place = works.editions.of(uri ?? (statusId as string), atMs, timeIn(said, 'edition_at'));
  works.exposures.record([
    {
      uri,
      statusId,
      loginKey,
      kind: wordIn(said, 'kind', ['served', 'seen', 'opened']),
      atMs,
      edition: place?.edition,
      position: place?.position,
      via: textIn(said, 'via') ?? 'import',
      undo: said.undo === true,
    },
  ]);
}

function fileEdition(
  said: Readonly<Record<string, unknown>>,
  atMs: RecordingLine['atMs'],
  loginKey: number,
  works: Works,
): void {
  const ids = listIn(said.entries).filter((id) => typeof id === 'string');
  const entries = ids.map((statusId) => ({ statusId, uri: works.find(loginKey, statusId)?.uri }));
  works.editions.add({
    feed: textIn(said, 'feed') ?? 'morning',
    seed: textIn(said, 'seed') ?? '',
    size: typeof said.size === 'number' ? said.size : entries.length,
    drawnAtMs: atMs,
    entries,
  });
}

function followSettings(payload: unknown): FollowSettings {
  const { showing_reblogs, languages } = objectIn(payload);
  return {
    showsBoosts: showing_reblogs !== false,
    languages: Array.isArray(languages) ? languages.filter((one) => typeof one === 'string') : null,
  };
}

function dialIn(payload: unknown) {
  const said = objectIn(payload);
  const word = wordIn(said, 'word', DIAL_WORDS);
  const untilMs = timeIn(said, 'until') ?? null;
  const handle =
    typeof said.account === 'object'
      ? textIn(objectIn(said.account), 'acct')
      : textIn(said, 'account');
  if (handle !== undefined) return { kind: 'account' as const, subject: handle, word, untilMs };
  for (const kind of ['tag', 'site'] as const) {
    const subject = textIn(said, kind);
    if (subject !== undefined) return { kind, subject, word, untilMs };
  }
  throw new DriftlineError('invalid', 'a dial needs "account", "tag" or "site"');
}

function listIn(payload: unknown): readonly unknown[] {
  if (Array.isArray(payload)) return payload;
  throw new DriftlineError('invalid', 'its payload is no list');
}

function withId(filter: unknown): { readonly id: string } {
  const id = textIn(objectIn(filter), 'id');
  if (id === undefined) throw new DriftlineError('invalid', 'a filter has no id');
  return filter as { readonly id: string };
}

function tagName(tag: unknown): string {
  const name = typeof tag === 'string' ? tag : textIn(objectIn(tag), 'name');
  if (name === undefined) throw new DriftlineError('invalid', 'a followed tag has no name');
  return name;
}

/** A bare id must be text: as a number it would have lost digits. */
function idIn(payload: unknown): string {
  if (typeof payload === 'string' && payload !== '') return payload;
  throw new DriftlineError('invalid', 'a delete needs the id, as a string');
}
