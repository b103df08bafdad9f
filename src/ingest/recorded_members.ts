import { DIAL_WORDS, type DialSubject, TOPIC_WORDS } from '../core/dial.ts';
import { DriftlineError } from '../core/errors.ts';
import { type PublishedFactors, withoutSilent } from '../core/leaning.ts';
import { objectIn, textIn, timeIn, wordIn } from '../core/recording.ts';
import { parseAccount, type WireAccount } from '../core/status.ts';
import { handleOf } from '../core/status_facts.ts';
import type { FollowSettings } from '../store/follows.ts';

type Said = Readonly<Record<string, unknown>>;

/** The position in its edition that a line names: a status may stand under another's entry. */
export function placeIn({ position }: Said): number | undefined {
  return Number.isSafeInteger(position) ? (position as number) : undefined;
}

/** The entries of an edition, by their ids. */
export function entryIdsIn({ entries }: Said): readonly string[] {
  return listIn(entries).map((id) => {
    if (typeof id === 'string' && id !== '') return id;
    throw new DriftlineError('invalid', 'the entries of an edition must be ids, as strings');
  });
}

/** What the factors of an edition did to each of its entries; without the member, nothing. */
export function factorsIn({ factors }: Said, entries: number): PublishedFactors {
  if (factors === undefined) return {};
  const isOfEach = (one: [string, unknown]): one is [string, readonly number[]] =>
    Array.isArray(one[1]) && one[1].length === entries && one[1].every(Number.isSafeInteger);
  const told = typeof factors === 'object' ? factors && Object.entries(factors) : null;
  if (told?.every(isOfEach)) return withoutSilent(told);
  throw new DriftlineError('invalid', '"factors" must have a whole number for each entry');
}

/** What a line says about the relation is no part of the person. */
export function personIn(payload: unknown): WireAccount {
  const { showing_reblogs, languages, mute_expires_at, ...person } = objectIn(payload);
  return parseAccount(person);
}

export function followSettings(payload: unknown): FollowSettings {
  const { showing_reblogs, languages } = objectIn(payload);
  return {
    showsBoosts: showing_reblogs !== false,
    languages: Array.isArray(languages) ? languages.filter((one) => typeof one === 'string') : null,
  };
}

/** A word that can do nothing is refused: it would stand in the list of dials for no reason. */
export function dialIn(payload: unknown) {
  const said = objectIn(payload);
  const about = dialSubjectIn(said);
  const word = wordIn(said, 'word', about.kind === 'account' ? DIAL_WORDS : TOPIC_WORDS);
  const untilMs = timeIn(said, 'until') ?? null;
  if (word === 'not until' && untilMs === null)
    throw new DriftlineError('invalid', 'a dial "not until" needs "until"');
  return { ...about, word, untilMs };
}

function dialSubjectIn(said: Said): DialSubject {
  if (typeof said.account === 'object' && said.account !== null)
    return { kind: 'account', subject: dialledPerson(objectIn(said.account)) };
  for (const kind of ['account', 'tag', 'site'] as const) {
    const subject = textIn(said, kind);
    if (subject !== undefined && subject !== '') return { kind, subject };
  }
  throw new DriftlineError('invalid', 'a dial needs "account", "tag" or "site"');
}

/** A person as the API sends them, or no more of them than their name. */
function dialledPerson(person: Readonly<Record<string, unknown>>): string {
  const acct = textIn(person, 'acct');
  if (acct === undefined || acct === '')
    throw new DriftlineError('invalid', 'the account of a dial has no "acct"');
  return handleOf({ acct, url: textIn(person, 'url') ?? null, uri: textIn(person, 'uri') ?? null });
}

export function listIn(payload: unknown): readonly unknown[] {
  if (Array.isArray(payload)) return payload;
  throw new DriftlineError('invalid', 'its payload is no list');
}

export function withId(filter: unknown): { readonly id: string } {
  const id = textIn(objectIn(filter), 'id');
  if (id === undefined) throw new DriftlineError('invalid', 'a filter has no id');
  return filter as { readonly id: string };
}

export function tagName(tag: unknown): string {
  const name = typeof tag === 'string' ? tag : textIn(objectIn(tag), 'name');
  if (name === undefined) throw new DriftlineError('invalid', 'a followed tag has no name');
  return name;
}

/** A server, as `GET /api/v1/domain_blocks` names it. */
export function domainName(domain: unknown): string {
  if (typeof domain === 'string' && domain !== '') return domain;
  throw new DriftlineError('invalid', 'a blocked domain has no name');
}

/** A bare id must be text: as a number it would have lost digits. */
export function idIn(payload: unknown): string {
  if (typeof payload === 'string' && payload !== '') return payload;
  throw new DriftlineError('invalid', 'a delete needs the id, as a string');
}
