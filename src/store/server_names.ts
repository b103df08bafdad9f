import type { WireStatus } from '../core/status.ts';
import { hashUri } from '../core/uri_hash.ts';
import type { FilingDesk as Desk } from './filing_desk.ts';
import type { FiledStatus } from './statuses.ts';

/**
 * What was called by an id that the server gave to another since has none that it knows
 * (set_arrival_aside.sql), and a recording says so: by any other name it would be asked about,
 * found missing, and gone.
 */
export const SET_ASIDE = '~';

/**
 * What the server calls it, and what was heard of it under that name before. False where another
 * has that name.
 */
export function nameByServer(
  desk: Desk,
  loginKey: number,
  { status, filed, isListening }: Named,
): boolean {
  const { id, uri, in_reply_to_id: parent } = status;
  if (!isListening && id.startsWith(SET_ASIDE)) return true;
  const name = { login_key: loginKey, server_id: id, status_key: filed.key };
  if (isListening && !filed.isNew && desk.hasAbsent()?.found === 1)
    desk.endAbsence({ login_key: loginKey, status_key: filed.key });
  const isNamed = () =>
    isListening ? isCalled(desk, name) : !isUnnamed(desk, loginKey, filed.key);
  if (!filed.isNew && isNamed()) return true;
  const isFree = desk.addServerId(name) > 0;
  if (!filed.isNew) desk.shared(loginKey, filed.key);
  if (!filed.isNew && typeof parent === 'string')
    desk.nameParent({ status_key: filed.key, reply_to_id: parent });
  if (desk.hasUnnamed()?.found !== 1) return isFree;
  const names = { uri_hash: hashUri(uri).hash, id_hash: hashUri(id).hash, server_id: id };
  desk.adoptExposures(names);
  desk.adoptActions({ ...names, login_key: loginKey });
  return isFree;
}

interface Named {
  readonly status: WireStatus;
  readonly filed: FiledStatus;
  /** False of a recording: its lines may come in any order, and none tells what holds now. */
  readonly isListening: boolean;
}

/**
 * Whether the server has told what it calls a post. By a former id it would be asked, and say that
 * it is gone: the one with which it comes last holds, and so for what answers it and for what is
 * still to be asked about it.
 */
function isCalled(desk: Desk, name: Name): boolean {
  const holder = desk.findByServerId(name)?.status_key;
  if (holder === name.status_key) return true;
  if (holder !== undefined) {
    takeOver(desk, name);
    return true;
  }
  desk.renameParent(name);
  desk.renameDeparture(name);
  if (desk.renameServerId(name) === 0) return false;
  desk.renameArrival(name);
  return true;
}

/** A restored server fetched it anew, and called it as it had called another that it lost. */
function takeOver(desk: Desk, name: Name): void {
  if (desk.giveServerId(name) === 0) return; // the same post, whose address was told otherwise
  desk.setAnswersAside({ ...name, before_ms: Number.MAX_SAFE_INTEGER });
  desk.setArrivalAside(name);
  desk.renameParent(name);
  desk.renameDeparture(name);
  desk.forgetFormerIds(name);
  desk.renameArrival(name);
}

/** What a server calls a post, as a row. */
type Name = {
  readonly login_key: number;
  readonly server_id: string;
  readonly status_key: number;
};

/** Each server has an id of its own for it, under which it is deleted, answered and acted on. */
function isUnnamed(desk: Desk, loginKey: number, statusKey: number): boolean {
  if (desk.allLogins().length < 2) return false;
  return desk.findName({ login_key: loginKey, status_key: statusKey }) === undefined;
}
