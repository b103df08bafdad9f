import type { EpochMs } from '../core/clock.ts';
import { DriftlineError } from '../core/errors.ts';
import { objectIn, type RecordingLine, textIn, timeIn, wordIn } from '../core/recording.ts';
import { parseAccount, parseHomeEntry, parseStatus } from '../core/status.ts';
import { ACTION_KINDS, openActions } from '../store/actions.ts';
import type { Database } from '../store/database.ts';
import { openExposures } from '../store/exposures.ts';
import { openFiling } from '../store/filing.ts';
import { openFollows } from '../store/follows.ts';
import { openHiding } from '../store/hiding.ts';
import { openHoles } from '../store/holes.ts';
import { hearDials, openOwnerWords } from '../store/owner_words.ts';
import { openPastEditions } from '../store/past_editions.ts';
import { openRefusedPeople } from '../store/refused_people.ts';
import { openRecordedLogins } from './recorded_logins.ts';
import {
  dialIn,
  domainName,
  entryIdsIn,
  factorsIn,
  followSettings,
  idIn,
  listIn,
  personIn,
  placeIn,
  tagName,
  withId,
} from './recorded_members.ts';

/** Files what a recording tells, line by line, each as of its own time. */
export function openHistory(database: Database) {
  const filing = openFiling(database);
  const follows = openFollows(database, filing.accounts);
  const refused = openRefusedPeople(database, filing.accounts);
  const logins = openRecordedLogins(database, filing.accounts);
  const owner = openOwnerWords(database);
  const works = { filing, follows, refused, logins, owner, ...openLedger(database, filing.find) };
  return {
    /**
     * False where it is an edit of what is not here (yet). Throws DriftlineError('invalid') with the
     * reason where a payload is not what its event needs.
     */
    file(line: RecordingLine): boolean {
      const loginKey = logins.keyOf(line);
      if (line.event === 'status.update')
        return filing.edit(loginKey, parseStatus(line.payload), line.atMs, 'classes');
      if (fileOwnersWord(line, loginKey, works) || filePerson(line, loginKey, works)) return true;
      if (!fileArrival(line, loginKey, works)) fileLedger(line, loginKey, works);
      return true;
    },
    /** At the end: hears the dials, and looks again at what came before its owner was known. */
    settle(): void {
      logins.settle();
      hearDials(database);
      const hiding = openHiding(database);
      while (hiding.lookAgain(LOOKED_AT_ONCE, 0 as EpochMs));
    },
  };
}

const LOOKED_AT_ONCE = 500;
type Works = {
  readonly filing: ReturnType<typeof openFiling>;
  readonly follows: ReturnType<typeof openFollows>;
  readonly refused: ReturnType<typeof openRefusedPeople>;
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
    case 'snapshot':
      filing.countAsTold(loginKey, parseStatus(payload), atMs);
      return true;
    case 'delete':
      filing.forgetAsTold(loginKey, idIn(payload), atMs);
      return true;
    default:
      return false;
  }
}

function filePerson(
  { event, payload, atMs }: RecordingLine,
  loginKey: number,
  { follows, refused }: Works,
): boolean {
  switch (event) {
    case 'follow':
      follows.follow(loginKey, personIn(payload), atMs, followSettings(payload));
      return true;
    case 'unfollow':
      follows.unfollow(loginKey, parseAccount(payload), atMs);
      return true;
    case 'mute':
    case 'block': {
      const untilMs = timeIn(objectIn(payload), 'mute_expires_at') ?? null;
      refused.refuse(loginKey, { account: personIn(payload), untilMs }, event, atMs);
      return true;
    }
    case 'unmute':
      refused.accept(loginKey, parseAccount(payload), 'mute', atMs);
      return true;
    case 'unblock':
      refused.accept(loginKey, parseAccount(payload), 'block', atMs);
      return true;
    case 'domain_blocks':
      refused.replaceDomains(loginKey, listIn(payload).map(domainName), atMs);
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
      works.owner.filters(loginKey, listIn(payload).map(withId), atMs);
      return true;
    case 'followed_tags':
      works.owner.followedTags(loginKey, listIn(payload).map(tagName), atMs);
      return true;
    case 'dial':
      works.owner.note({ loginKey, saidAtMs: atMs, ...dialIn(payload) });
      return true;
    default:
      return false;
  }
}

function fileLedger(line: RecordingLine, loginKey: number, works: Works): void {
  const said = objectIn(line.payload);
  switch (line.event) {
    case 'hole':
      fileHole(said, line.atMs, loginKey, works);
      return;
    case 'edition':
      fileEdition(said, line.atMs, loginKey, works);
      return;
    case 'action':
      fileAction(said, line.atMs, loginKey, works);
      return;
    default:
      fileExposure(said, line.atMs, loginKey, works);
  }
}

type Said = Readonly<Record<string, unknown>>;

function fileHole(said: Said, atMs: EpochMs, loginKey: number, { holes }: Works): void {
  const fromMs = timeIn(said, 'from');
  const toMs = timeIn(said, 'to');
  if (fromMs === undefined || toMs === undefined)
    throw new DriftlineError('invalid', 'a hole needs "from" and "to"');
  if (toMs <= fromMs) throw new DriftlineError('invalid', 'a hole must end after it begins');
  const states = ['open', 'swept', 'crawled'] as const;
  const state = said.state === undefined ? 'open' : wordIn(said, 'state', states);
  holes.add({ loginKey, fromMs, toMs, state, noticedAtMs: atMs, detail: 'from a recording' });
}

/** What a line is about: by the server's id, by its address, or by both. */
function namedIn(said: Said, loginKey: number, { find }: Works) {
  const statusId = textIn(said, 'status_id');
  const known = statusId === undefined ? undefined : find(loginKey, statusId)?.uri;
  const uri = textIn(said, 'uri') ?? known;
  const name = uri ?? statusId;
  if (name === undefined) throw new DriftlineError('invalid', 'it needs "status_id" or "uri"');
  return { statusId, uri, name };
}

function fileAction(said: Said, atMs: EpochMs, loginKey: number, works: Works): void {
  const { statusId, uri, name } = namedIn(said, loginKey, works);
  works.actions.record({
    loginKey,
    statusId: statusId ?? name,
    uri,
    kind: wordIn(said, 'kind', ACTION_KINDS),
    atMs,
    untilMs: timeIn(said, 'until'),
    undo: said.undo === true,
  });
}

function fileExposure(said: Said, atMs: EpochMs, loginKey: number, works: Works): void {
  const { statusId, uri, name } = namedIn(said, loginKey, works);
  // Ours say in which edition, null being in none; of others the last before it is taken.
  const place =
    said.edition_at === null
      ? undefined
      : works.editions.of(name, atMs, timeIn(said, 'edition_at'));
  works.exposures.record([
    {
      uri,
      statusId,
      loginKey,
      kind: wordIn(said, 'kind', ['served', 'seen', 'opened']),
      atMs,
      edition: place?.edition,
      position: placeIn(said) ?? place?.position ?? undefined,
      via: textIn(said, 'via') ?? 'import',
      undo: said.undo === true,
      ofMs: timeIn(said, 'of'),
    },
  ]);
}

function fileEdition(said: Said, atMs: EpochMs, loginKey: number, works: Works): void {
  const ids = entryIdsIn(said);
  const size = said.size ?? ids.length;
  if (!Number.isSafeInteger(size) || (size as number) < 0)
    throw new DriftlineError('invalid', '"size" must be a count');
  const entries = ids.map((statusId) => ({ statusId, uri: works.find(loginKey, statusId)?.uri }));
  works.editions.add({
    feed: textIn(said, 'feed') ?? 'morning',
    seed: textIn(said, 'seed') ?? '',
    size: size as number,
    drawnAtMs: atMs,
    entries,
    factors: factorsIn(said, ids.length),
  });
}
