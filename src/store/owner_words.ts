import type { EpochMs } from '../core/clock.ts';
import type { DialSubject, DialWord } from '../core/dial.ts';
import { normaliseSite, normaliseTag } from '../core/status_facts.ts';
import type { Database } from './database.ts';
import { openHiding } from './hiding.ts';
import { openKnownPeople } from './known_people.ts';
import { homeDomainOf, openLogins } from './logins.ts';
import { integer, text } from './shape.ts';
import { openTags } from './tags.ts';

/** `subject`: a handle, a tag or a site, as the owner writes it. */
export interface SaidDial extends DialSubject {
  readonly loginKey: number;
  readonly word: DialWord;
  readonly untilMs: EpochMs | null;
  readonly saidAtMs: EpochMs;
}

/** Which word holds when is made anew: one was said, or somebody it is about may have moved. */
export function hearDials(database: Database): void {
  database.transaction(() => {
    database.run('upkeep/forget_dials', [])();
    database.run('upkeep/hear_dials', [])();
  });
}

/** What the owner said: dials, filters, followed tags. */
export function openOwnerWords(database: Database) {
  const tags = openTags(database);
  const setDial = database.run('ingest/set_dial', [
    'login_key',
    'kind',
    'subject',
    'word',
    'until_ms',
    'said_at_ms',
  ]);
  const forgetFilters = database.run('ingest/forget_filters', ['login_key']);
  const addFilter = database.run('ingest/add_filter', ['login_key', 'filter_id', 'body']);
  const listFilters = database.many('serve/list_recorded_filters', ['login_key'], { body: text });
  const followed = prepareFollowedTags(database);
  const hiding = openHiding(database);
  const logins = openLogins(database);
  const people = openKnownPeople(database);

  const subjectOf = ({ kind, subject, loginKey }: SaidDial): string => {
    if (kind === 'tag') return normaliseTag(subject);
    if (kind === 'site') return normaliseSite(subject) ?? subject.toLowerCase();
    const handle = subject.toLowerCase().replace(/^@/, '');
    const login = logins.all().find((one) => one.loginKey === loginKey);
    const domain = handle.includes('@') || login === undefined ? undefined : homeDomainOf(login);
    const whole = domain === undefined ? handle : `${handle}@${domain}`;
    return people.handlesOf([whole])[0] ?? whole;
  };

  const note = (dial: SaidDial): void => void setDial(rowOf(dial, subjectOf(dial)));

  return {
    /** Of those that have not ended the later word holds, in whatever order they are heard. */
    dial(dial: SaidDial): void {
      database.transaction(() => {
        note(dial);
        hearDials(database);
      });
    },
    /** One of many: whoever wrote the last of them calls `hearDials`. */
    note,
    /** All filters, as they now stand. True where that is news. */
    filters(loginKey: number, filters: readonly { readonly id: string }[], atMs: EpochMs): boolean {
      const bodies = [...filters].sort(byId).map((filter) => JSON.stringify(filter));
      const before = listFilters({ login_key: loginKey }).map(({ body }) => body);
      if (JSON.stringify(before) === JSON.stringify(bodies)) return false;
      database.transaction(() => {
        forgetFilters({ login_key: loginKey });
        for (const filter of filters)
          addFilter({ login_key: loginKey, filter_id: filter.id, body: JSON.stringify(filter) });
        hiding.changed(atMs);
      });
      return true;
    },
    /** One tag, as the server just said. */
    followTag(loginKey: number, name: string, isOn: boolean, atMs: EpochMs): void {
      const row = { login_key: loginKey, tag_key: tags.tagKey(normaliseTag(name)) };
      return void (isOn ? followed.add(row) : followed.end({ ...row, ended_at_ms: atMs }));
    },
    /** All followed tags, as they now stand: one that is not among them is followed no more. */
    followedTags(loginKey: number, names: readonly string[], atMs: EpochMs): void {
      database.transaction(() => {
        const now = new Set(names.map((name) => tags.tagKey(normaliseTag(name))));
        const before = followed.list({ login_key: loginKey });
        for (const { tag_key } of before.filter((tag) => !now.has(tag.tag_key)))
          followed.end({ login_key: loginKey, tag_key, ended_at_ms: atMs });
        for (const tagKey of now) followed.add({ login_key: loginKey, tag_key: tagKey });
      });
    },
  };
}

function prepareFollowedTags(database: Database) {
  const tag = ['login_key', 'tag_key'] as const;
  return {
    list: database.many('ingest/list_followed_tag_keys', ['login_key'], { tag_key: integer }),
    add: database.run('ingest/add_followed_tag', tag),
    end: database.run('ingest/end_followed_tag', [...tag, 'ended_at_ms']),
  };
}

function rowOf({ loginKey, kind, word, untilMs, saidAtMs }: SaidDial, subject: string) {
  const when = { until_ms: untilMs, said_at_ms: saidAtMs };
  return { login_key: loginKey, kind, subject, word, ...when };
}

interface Named {
  readonly id: string;
}

/** As SQLite sorts them. */
function byId(one: Named, other: Named): number {
  return Buffer.compare(Buffer.from(one.id), Buffer.from(other.id));
}
