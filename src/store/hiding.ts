import type { EpochMs } from '../core/clock.ts';
import { catches, type Filter, quotedIn, readFilter, searchedIn } from '../core/filter.ts';
import { hashUri } from '../core/uri_hash.ts';
import type { Database } from './database.ts';
import { integer, text } from './shape.ts';

/**
 * Which statuses the owner's filters catch, which name somebody whom they refused, and which carry
 * another's text.
 */
export interface Hiding {
  /**
   * Looks at a status that came or was edited: what the API sent, or its stored body. Whoever else
   * of the owner's logins has it is asked too.
   */
  readonly put: (loginKey: number, statusKey: number, status: object) => void;
  /** A login has a status now that another's server brought. */
  readonly shared: (loginKey: number, statusKey: number) => void;
  /** Before an edited one is looked at. */
  readonly forget: (statusKey: number) => void;
  /** Filters changed, or somebody else is refused: what is stored is no more up to date. */
  readonly changed: (atMs: EpochMs) => void;
  /** Looks at the next `most` stored statuses again, newest first; false where all are done. */
  readonly lookAgain: (most: number, atMs: EpochMs) => boolean;
}

interface Rules {
  readonly version: string;
  readonly filters: ReadonlyMap<number, readonly Filter[]>; // by login
  /** Account keys of the refused, by login and the server's id of each. */
  readonly refused: ReadonlyMap<string, number>;
}

const CHANGED = 'hiding'; // detail: how often
const LOOKED = 'hiding_looked'; // detail: for which version, and below which key that is left to do

export function openHiding(database: Database): Hiding {
  const desk = prepareDesk(database);
  const known = database.memory<Rules>(2);
  // Another part of the program may have changed them, so the version is looked up each time: in a
  // transaction of ours, where nobody can, once.
  const current = database.once(['upkeep_marks'], (): Rules => {
    const version = desk.findMark({ name: CHANGED })?.detail ?? '0';
    const rules = known.get(version) ?? readRules(desk, version);
    known.keep(version, rules);
    return rules;
  });

  return {
    put: (loginKey, statusKey, status) => match(desk, current(), { loginKey, statusKey, status }),
    shared(loginKey, statusKey) {
      const rules = current();
      if (!rules.filters.has(loginKey)) return;
      const kept = desk.findPayload({ status_key: statusKey });
      if (kept !== undefined)
        filterAsNamed(desk, rules, { loginKey, statusKey, status: JSON.parse(kept.body) });
    },
    forget: (statusKey) => forget(desk, statusKey),
    changed(atMs) {
      const version = Number(desk.findMark({ name: CHANGED })?.detail ?? 0) + 1;
      desk.setMark({ name: CHANGED, detail: String(version), at_ms: atMs });
    },
    lookAgain(most, atMs) {
      const now = current();
      const below = leftToDo(desk, now.version);
      if (below === 0) return false;
      database.transaction(() => {
        const bodies = desk.listBodies({ below, limit: most });
        for (const { status_key, login_key, body } of bodies) {
          forget(desk, status_key);
          match(desk, now, {
            loginKey: login_key,
            statusKey: status_key,
            status: JSON.parse(body),
          });
        }
        const next = bodies.length < most ? 0 : (bodies.at(-1)?.status_key ?? 0);
        desk.setMark({ name: LOOKED, detail: `${now.version}/${next}`, at_ms: atMs });
      });
      return true;
    },
  };
}

type Desk = ReturnType<typeof prepareDesk>;

function prepareDesk(database: Database) {
  const one = ['status_key'] as const;
  const by = [...one, 'login_key'] as const;
  return {
    findMark: database.one('ingest/find_mark', ['name'], { detail: text }),
    setMark: database.run('ingest/set_mark', ['name', 'detail', 'at_ms']),
    listFilters: database.many('ingest/list_filters', [], {
      login_key: integer,
      body: text,
    }),
    listRefused: database.many('ingest/list_refused_ids', [], {
      login_key: integer,
      account_key: integer,
      server_id: text,
    }),
    listBodies: database.many('ingest/list_bodies_below', ['below', 'limit'], {
      status_key: integer,
      login_key: integer,
      body: text,
    }),
    findPayload: database.one('ingest/find_payload', ['status_key'], {
      body: text,
      observed_at_ms: integer,
    }),
    findName: database.one('ingest/find_name', ['login_key', 'status_key'], { server_id: text }),
    addQuote: database.run('ingest/add_quote', ['quoted_hash', 'status_key']),
    addMatch: database.run('ingest/add_filter_match', [...by, 'filter_id', 'effect', 'until_ms']),
    forgetMatches: database.run('ingest/forget_filter_matches', one),
    addMention: database.run('ingest/add_refused_mention', [...by, 'account_key', 'is_quote']),
    forgetMentions: database.run('ingest/forget_refused_mentions', one),
  };
}

function readRules(desk: Desk, version: string): Rules {
  const filters = new Map<number, Filter[]>();
  for (const { login_key, body } of desk.listFilters()) {
    const filter = readFilter(JSON.parse(body));
    if (filter !== undefined) filters.set(login_key, [...(filters.get(login_key) ?? []), filter]);
  }
  const refused = desk
    .listRefused()
    .map((row): [string, number] => [`${row.login_key}/${row.server_id}`, row.account_key]);
  return { version, filters, refused: new Map(refused) };
}

function leftToDo(desk: Desk, version: string): number {
  if (version === '0') return 0;
  const [lookedFor, below] = desk.findMark({ name: LOOKED })?.detail.split('/') ?? [];
  return lookedFor === version ? Number(below) : Number.MAX_SAFE_INTEGER;
}

interface Looked {
  readonly loginKey: number;
  readonly statusKey: number;
  readonly status: object;
}

function forget(desk: Desk, statusKey: number): void {
  desk.forgetMatches({ status_key: statusKey });
  desk.forgetMentions({ status_key: statusKey });
}

function match(desk: Desk, rules: Rules, looked: Looked): void {
  const { loginKey, statusKey, status } = looked;
  const quotedUri = quotedIn(status)?.uri;
  if (typeof quotedUri === 'string')
    desk.addQuote({ quoted_hash: hashUri(quotedUri).hash, status_key: statusKey });
  filter(desk, rules, looked);
  for (const other of rules.filters.keys())
    if (other !== loginKey) filterAsNamed(desk, rules, { ...looked, loginKey: other });
  if (rules.refused.size === 0) return;
  for (const { id, isQuote } of namedIn(status)) {
    const accountKey = rules.refused.get(`${loginKey}/${id}`);
    if (accountKey === undefined) continue;
    desk.addMention({
      status_key: statusKey,
      login_key: loginKey,
      account_key: accountKey,
      is_quote: isQuote ? 1 : 0,
    });
  }
}

function filter(desk: Desk, rules: Rules, { loginKey, statusKey, status }: Looked): void {
  const filters = rules.filters.get(loginKey) ?? [];
  if (filters.length === 0) return;
  const searched = searchedIn(status);
  for (const { id, effect, untilMs } of filters.filter((one) => catches(one, searched)))
    desk.addMatch({
      status_key: statusKey,
      login_key: loginKey,
      filter_id: id,
      effect,
      until_ms: untilMs,
    });
}

/** Another login's filters are asked where its server has the status, and by its name for it. */
function filterAsNamed(desk: Desk, rules: Rules, looked: Looked): void {
  const { loginKey, statusKey, status } = looked;
  const named = desk.findName({ login_key: loginKey, status_key: statusKey });
  if (named === undefined) return;
  filter(desk, rules, { ...looked, status: { ...status, id: named.server_id } });
}

interface Named {
  readonly id: string;
  readonly isQuote: boolean;
}

/** Whom a status mentions or quotes, and whom the quoted one mentions. */
function namedIn(status: object): readonly Named[] {
  const quoted = quotedIn(status);
  const author = (quoted?.account as { readonly id?: unknown } | undefined)?.id;
  return [
    ...mentionedIn(status),
    ...(quoted === undefined ? [] : mentionedIn(quoted)),
    ...(typeof author === 'string' ? [{ id: author, isQuote: true }] : []),
  ];
}

function mentionedIn(status: object): readonly Named[] {
  const { mentions } = status as { readonly mentions?: unknown };
  const ids = (Array.isArray(mentions) ? mentions : []).map((one) => one?.id);
  return ids.filter((id) => typeof id === 'string').map((id) => ({ id, isQuote: false }));
}
