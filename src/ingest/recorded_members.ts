import { DriftlineError } from '../core/errors.ts';
import { objectIn, textIn, timeIn, wordIn } from '../core/recording.ts';
import { parseAccount, type WireAccount } from '../core/status.ts';
import type { FollowSettings } from '../store/follows.ts';
import { DIAL_WORDS } from '../store/owner_words.ts';

/** The position in its edition that a line names: a status may stand under another's entry. */
export function placeIn({ position }: Readonly<Record<string, unknown>>): number | undefined {
  return Number.isSafeInteger(position) ? (position as number) : undefined;
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

export function dialIn(payload: unknown) {
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
