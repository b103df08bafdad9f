import type { Context } from 'hono';
import { DriftlineError } from '../../core/errors.ts';
import type { EditionHead } from '../../store/reading.ts';
import type { Desk, Notice } from './desk.ts';
import { type ShellParts, splice } from './layout.tsx';
import { themeIn } from './theme_cookie.ts';

/** What every route of the page answers with. */
export interface Answers {
  /** What stands around a page. */
  readonly shellOf: (c: Context) => ShellParts;
  /** A page, with posts in it that are bytes already. */
  readonly html: (c: Context, page: unknown, parts?: PageParts) => Response;
  /** A page or, for the script, a part of one that is bytes already. */
  readonly printed: (c: Context, bytes: Uint8Array<ArrayBuffer>) => Response;
  /** Throws DriftlineError('not_found') where there is no such edition. */
  readonly headOf: (edition: number) => EditionHead;
}

interface PageParts {
  readonly posts?: readonly Buffer[];
  readonly status?: 200 | 404;
}

interface Needs {
  readonly desk: Desk;
  readonly notices: () => readonly Notice[];
}

const HTML = {
  'content-type': 'text/html; charset=utf-8',
  'cache-control': 'no-store',
  // Said here: hono's compress would say it afterwards, and copy the body for that.
  vary: 'Accept-Encoding',
} as const;

export function openAnswers({ desk, notices }: Needs): Answers {
  return {
    shellOf: (c) => ({
      theme: themeIn(c),
      notices: notices(),
      nowMs: desk.now(),
      path: c.req.path + new URL(c.req.url).search,
    }),
    html: (c, page, { posts = [], status = 200 } = {}) => c.body(splice(page, posts), status, HTML),
    printed: (c, bytes) => c.body(bytes, 200, HTML),
    headOf(edition) {
      const head = Number.isSafeInteger(edition) ? desk.reading.head(edition) : undefined;
      if (head === undefined)
        throw new DriftlineError('not_found', `${namedEdition(edition)}: see /editions.`);
      return head;
    },
  };
}

function namedEdition(edition: number): string {
  return Number.isSafeInteger(edition)
    ? `There is no edition ${edition}`
    : 'There is no such edition';
}
