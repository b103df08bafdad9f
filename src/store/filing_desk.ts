import { openAccounts } from './accounts.ts';
import type { Database } from './database.ts';
import { openHiding } from './hiding.ts';
import { openLogins } from './logins.ts';
import { integer, nullable, text } from './shape.ts';
import { openStatuses } from './statuses.ts';

const namedRow = { status_key: integer, uri: text };
const arrivalRow = {
  arrival_key: integer,
  status_key: integer,
  booster_key: nullable(integer),
  removed_at_ms: nullable(integer),
};
const ARRIVAL_COLUMNS = [
  'login_key',
  'server_id',
  'status_key',
  'booster_key',
  'entered_at_ms',
  'arrived_at_ms',
  'how',
  'boost_uri',
  'boost_url',
  'boost_visibility',
] as const;

/** What a server calls a post, or an entry of it. */
const NAME = ['login_key', 'server_id', 'status_key'] as const;

/** Everything that an entry is written with. */
export function openFilingDesk(database: Database) {
  const accounts = openAccounts(database);
  const logins = openLogins(database);
  return {
    accounts,
    statuses: openStatuses(database, accounts),
    ...openDeparting(database),
    allLogins: database.once(['logins'], logins.all),
    addServerId: database.run('ingest/add_server_id', NAME),
    giveServerId: database.run('ingest/give_server_id', NAME),
    renameServerId: database.run('ingest/rename_server_id', NAME),
    forgetFormerIds: database.run('ingest/forget_former_ids', NAME),
    renameArrival: database.run('ingest/rename_arrival', NAME),
    renameParent: database.run('ingest/rename_parent', NAME),
    findName: database.one('ingest/find_name', ['login_key', 'status_key'], { server_id: text }),
    nameParent: database.run('ingest/name_parent', ['status_key', 'reply_to_id']),
    shared: openHiding(database).shared,
    hasUnnamed: database.once(
      ['exposures', 'actions'],
      database.one('ingest/has_unnamed', [], { found: integer }),
    ),
    adoptExposures: database.run('ingest/adopt_exposures', ['uri_hash', 'id_hash', 'server_id']),
    adoptActions: database.run('ingest/adopt_actions', [
      'login_key',
      'uri_hash',
      'id_hash',
      'server_id',
    ]),
    findByServerId: database.one(
      'ingest/find_status_by_server_id',
      ['login_key', 'server_id'],
      namedRow,
    ),
    addArrival: database.insert('ingest/add_arrival', ARRIVAL_COLUMNS),
    setAnswersAside: database.run('ingest/set_answers_aside', [
      'login_key',
      'server_id',
      'before_ms',
    ]),
    setArrivalAside: database.run('ingest/set_arrival_aside', NAME),
    arriveEarlier: database.run('ingest/arrive_earlier', [
      'login_key',
      'server_id',
      'arrived_at_ms',
    ]),
    findArrival: database.one('ingest/find_arrival', ['login_key', 'server_id'], arrivalRow),
    restoreArrival: database.run('ingest/restore_arrival', ['login_key', 'server_id', 'now_ms']),
    removeArrival: database.run('ingest/remove_arrival', ['arrival_key', 'removed_at_ms']),
    addCandidate: database.run('ingest/add_candidate', ['status_key']),
    removeCandidate: database.run('ingest/remove_candidate', ['status_key']),
    comeHome: database.run('ingest/come_home', ['status_key']),
    addEarlyDelete: database.run('ingest/add_early_delete', [
      'login_key',
      'server_id',
      'deleted_at_ms',
    ]),
    takeEarlyDelete: database.one('ingest/take_early_delete', ['login_key', 'server_id'], {
      deleted_at_ms: integer,
    }),
    hasLaterLook: database.one('ingest/has_later_look', ['login_key', 'server_id', 'at_ms'], {
      found: integer,
    }),
    refuse: database.run('ingest/refuse', ['reason', 'last_at_ms', 'sample']),
  };
}

function openDeparting(database: Database) {
  return {
    addDeparture: database.run('ingest/add_departure', ['login_key', 'server_id', 'left_at_ms']),
    settleDeparture: database.run('ingest/settle_departure', ['login_key', 'server_id']),
    renameDeparture: database.run('ingest/rename_departure', NAME),
    hasAbsent: database.once(
      ['absences'],
      database.one('ingest/has_absent', [], { found: integer }),
    ),
    endAbsence: database.run('ingest/end_absence', ['login_key', 'status_key']),
  };
}

export type FilingDesk = ReturnType<typeof openFilingDesk>;
