import type { EpochMs } from '../core/clock.ts';
import { normaliseTag } from '../core/status_facts.ts';
import type { Database } from './database.ts';
import { openTags } from './tags.ts';

export const DIAL_WORDS = ['always', 'more', 'usual', 'less', 'no boosts', 'not until'] as const;
export type DialWord = (typeof DIAL_WORDS)[number];

export interface Dial {
  readonly loginKey: number;
  readonly kind: 'account' | 'tag' | 'site';
  /** A handle, a tag or a site, as the owner writes it. */
  readonly subject: string;
  readonly word: DialWord;
  readonly untilMs: EpochMs | null;
  readonly saidAtMs: EpochMs;
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
  const forgetTags = database.run('ingest/forget_followed_tags', ['login_key']);
  const addTag = database.run('ingest/add_followed_tag', ['login_key', 'tag_key']);

  return {
    dial(dial: Dial): void {
      const subject =
        dial.kind === 'tag'
          ? normaliseTag(dial.subject)
          : dial.subject.toLowerCase().replace(/^@/, '');
      setDial({
        login_key: dial.loginKey,
        kind: dial.kind,
        subject,
        word: dial.word,
        until_ms: dial.untilMs,
        said_at_ms: dial.saidAtMs,
      });
    },
    /** All filters, as they now stand. */
    filters(loginKey: number, filters: readonly { readonly id: string }[]): void {
      forgetFilters({ login_key: loginKey });
      for (const filter of filters) {
        addFilter({ login_key: loginKey, filter_id: filter.id, body: JSON.stringify(filter) });
      }
    },
    /** All followed tags, as they now stand. */
    followedTags(loginKey: number, names: readonly string[]): void {
      forgetTags({ login_key: loginKey });
      for (const name of names)
        addTag({ login_key: loginKey, tag_key: tags.tagKey(normaliseTag(name)) });
    },
  };
}
