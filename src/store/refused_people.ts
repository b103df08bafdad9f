import { domainToASCII, domainToUnicode } from 'node:url';
import type { EpochMs } from '../core/clock.ts';
import type { WireAccount } from '../core/status.ts';
import type { Accounts } from './accounts.ts';
import type { Database } from './database.ts';
import { openHiding } from './hiding.ts';
import { integer, nullable, type RowOf, text } from './shape.ts';

export type Refusal = 'mute' | 'block';

export interface RefusedPerson {
  readonly account: WireAccount;
  /** When it ends by itself; null: never. Blocks do not. */
  readonly untilMs: EpochMs | null;
}

export interface RefusalChanges {
  readonly began: number;
  readonly ended: number;
}

/** Whether somebody is refused now, and until when: null, for good. */
export interface Turned {
  readonly kind: Refusal;
  readonly isOn: boolean;
  readonly untilMs: EpochMs | null;
}

const standingRow = { account_key: integer, since_ms: integer, until_ms: nullable(integer) };

/** Whom and which servers the owner mutes and blocks. */
export function openRefusedPeople(database: Database, accounts: Accounts) {
  const desk = prepareDesk(database);
  const keysOf = (loginKey: number, people: readonly RefusedPerson[], atMs: EpochMs) =>
    people.map(({ account, untilMs }) => ({
      key: accounts.keyOf(loginKey, account, atMs),
      untilMs,
    }));

  return {
    /** One more, as of `sinceMs`: the word of a recording. */
    refuse(loginKey: number, person: RefusedPerson, kind: Refusal, sinceMs: EpochMs): void {
      const [listed] = keysOf(loginKey, [person], sinceMs);
      desk.refuse({
        login_key: loginKey,
        account_key: listed?.key as number,
        kind,
        since_ms: sinceMs,
        until_ms: person.untilMs,
      });
      desk.hiding.changed(sinceMs);
    },
    accept(loginKey: number, account: WireAccount, kind: Refusal, atMs: EpochMs): void {
      const accountKey = accounts.keyOf(loginKey, account, atMs);
      desk.accept({ login_key: loginKey, account_key: accountKey, kind, ended_at_ms: atMs });
    },
    /** What the server answers of one of them, as soon as the owner asked for it through us. */
    turn: (loginKey: number, accountKey: number, turned: Turned, atMs: EpochMs): void =>
      turnPerson(desk, { key: accountKey, ...turned }, { loginKey, kind: turned.kind, atMs }),
    /** The same of a server. */
    turnDomain: (loginKey: number, domain: string, isOn: boolean, atMs: EpochMs): void =>
      turnDomain(desk, { domain, isOn }, loginKey, atMs),
    /** The newest of them: who is not among these may be refused all the same. Gives the news. */
    addNewest(
      loginKey: number,
      kind: Refusal,
      people: readonly RefusedPerson[],
      atMs: EpochMs,
    ): number {
      return database.transaction(
        () => refuse(desk, keysOf(loginKey, people, atMs), { loginKey, kind, atMs }).began,
      );
    },
    /** All of them: who is not among these is refused no more. */
    replaceAll(
      loginKey: number,
      kind: Refusal,
      people: readonly RefusedPerson[],
      atMs: EpochMs,
    ): RefusalChanges {
      return database.transaction(() => {
        const listed = keysOf(loginKey, people, atMs);
        const { before, began } = refuse(desk, listed, { loginKey, kind, atMs });
        const now = new Set(listed.map(({ key }) => key));
        const gone = [...before.keys()].filter((key) => !now.has(key));
        for (const key of gone)
          desk.accept({ login_key: loginKey, account_key: key, kind, ended_at_ms: atMs });
        return { began, ended: gone.length };
      });
    },
    /** All servers that are blocked. */
    replaceDomains(loginKey: number, domains: readonly string[], atMs: EpochMs): RefusalChanges {
      return database.transaction(() => replaceDomains(desk, loginKey, domains, atMs));
    },
  };
}

type Desk = ReturnType<typeof prepareDesk>;

interface Listed {
  readonly key: number;
  readonly untilMs: EpochMs | null;
}

function prepareDesk(database: Database) {
  const person = ['login_key', 'account_key', 'kind'] as const;
  return {
    hiding: openHiding(database),
    list: database.many('ingest/list_refused_people', ['login_key', 'kind'], standingRow),
    refuse: database.run('ingest/refuse_person', [...person, 'since_ms', 'until_ms']),
    accept: database.run('ingest/accept_person', [...person, 'ended_at_ms']),
    listDomains: database.many('ingest/list_refused_domains', ['login_key'], { domain: text }),
    refuseDomain: database.run('ingest/refuse_domain', ['login_key', 'domain', 'since_ms']),
    acceptDomain: database.run('ingest/accept_domain', ['login_key', 'domain']),
  };
}

interface Refusing {
  readonly loginKey: number;
  readonly kind: Refusal;
  readonly atMs: EpochMs;
}

/** Writes what is news in a list; gives who stood on ours before. */
function refuse(desk: Desk, listed: readonly Listed[], { loginKey, kind, atMs }: Refusing) {
  const before = standing(desk, loginKey, kind);
  const news = listed.filter(({ key, untilMs }) => before.get(key)?.until_ms !== untilMs);
  for (const { key, untilMs } of news)
    desk.refuse({
      login_key: loginKey,
      account_key: key,
      kind,
      since_ms: before.get(key)?.since_ms ?? atMs,
      until_ms: untilMs,
    });
  const began = news.filter(({ key }) => !before.has(key)).length;
  if (began > 0) desk.hiding.changed(atMs);
  return { before, began };
}

function turnPerson(desk: Desk, turned: Turned & Listed, refusing: Refusing): void {
  const { loginKey: login_key, kind, atMs } = refusing;
  if (turned.isOn) refuse(desk, [turned], refusing);
  else desk.accept({ login_key, account_key: turned.key, kind, ended_at_ms: atMs });
}

function turnDomain(
  desk: Desk,
  { domain, isOn }: { readonly domain: string; readonly isOn: boolean },
  loginKey: number,
  atMs: EpochMs,
): void {
  for (const form of new Set(formsOf(domain))) {
    if (isOn) desk.refuseDomain({ login_key: loginKey, domain: form, since_ms: atMs });
    else desk.acceptDomain({ login_key: loginKey, domain: form });
  }
}

function standing(
  desk: Desk,
  loginKey: number,
  kind: Refusal,
): ReadonlyMap<number, RowOf<typeof standingRow>> {
  const rows = desk.list({ login_key: loginKey, kind });
  return new Map(rows.map((row) => [row.account_key, row]));
}

function replaceDomains(
  desk: Desk,
  loginKey: number,
  domains: readonly string[],
  atMs: EpochMs,
): RefusalChanges {
  const now = new Set(domains.flatMap(formsOf));
  const before = new Set(desk.listDomains({ login_key: loginKey }).map(({ domain }) => domain));
  const come = [...now].filter((domain) => !before.has(domain));
  const gone = [...before].filter((domain) => !now.has(domain));
  for (const domain of come) desk.refuseDomain({ login_key: loginKey, domain, since_ms: atMs });
  for (const domain of gone) desk.acceptDomain({ login_key: loginKey, domain });
  return { began: come.length, ended: gone.length };
}

/** Mastodon lists a server as `xn--bcher-kva.example` and calls its people `@…@bücher.example`. */
function formsOf(domain: string): readonly string[] {
  const known = domain.toLowerCase();
  return [known, domainToASCII(known), domainToUnicode(known)].filter((form) => form !== '');
}
