import { filterText } from '../core/filter.ts';
import type { WireStatus } from '../core/status.ts';
import { isIndexable } from '../core/status_facts.ts';
import { withSpaces } from '../core/word_breaks.ts';
import type { Database } from './database.ts';

/** What can be searched for. */
export interface Texts {
  /**
   * Puts in what a status says, in the place of what it said. Followers-only and direct ones, and
   * those of people who do not want to be found, never enter.
   */
  readonly put: (statusKey: number, status: WireStatus) => void;
  readonly forget: (statusKey: number) => void;
}

const SEARCHED: ReadonlySet<string> = new Set(['public', 'unlisted']);

export function openTexts(database: Database): Texts {
  const index = database.run('ingest/index_text', ['status_key', 'body']);
  const forget = database.run('ingest/forget_text', ['status_key']);
  return {
    put(statusKey, status) {
      const { visibility, account } = status;
      if (SEARCHED.has(visibility) && isIndexable(account))
        index({ status_key: statusKey, body: withSpaces(wordsOf(status)) });
      else forget({ status_key: statusKey });
    },
    forget: (statusKey) => void forget({ status_key: statusKey }),
  };
}

/**
 * With the headline of its link, which stands below it. What it quotes is not in it: whoever wrote
 * that may ask later not to be found, and they would be found by others' posts.
 */
function wordsOf(status: WireStatus): string {
  const { title, description } = (status.card ?? {}) as Readonly<Record<string, unknown>>;
  const headline = [title, description].filter((part) => typeof part === 'string');
  return [filterText(status), ...headline].join('\n\n');
}
