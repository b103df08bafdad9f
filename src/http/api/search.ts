import type { Hono } from 'hono';
import type { EpochMs } from '../../core/clock.ts';
import { searchOf } from '../../core/search_words.ts';
import { handleOf, orStored } from './accounts.ts';
import type { ApiDesk } from './api_desk.ts';
import type { ApiEnv } from './bearer.ts';
import { limitOf } from './cursor.ts';
import { statusText } from './written_entries.ts';

/** A client shows a page or two of what it found. */
const OFFSET_MAX = 400;
/** Mastodon's own search takes days as those of UTC too. */
const inUtc = (asUtcMs: number) => asUtcMs as EpochMs;

/** The home server's search; while it is away, posts that are stored, and who is named in full. */
export function searchRoutes(app: Hono<ApiEnv>, desk: ApiDesk): void {
  app.get('/api/v2/search', (c) =>
    orStored(desk, c, (login) => {
      const asked = new URL(c.req.url).searchParams;
      if (['account_id', 'max_id', 'min_id'].some((name) => asked.get(name))) return undefined;
      const [words, type] = [asked.get('q') ?? '', asked.get('type')];
      const isOf = (what: string) => type === null || type === what;
      const limit = limitOf(asked.get('limit') ?? undefined);
      const offset = Number.parseInt(asked.get('offset') ?? '0', 10) || 0;
      const skipped = Math.min(Math.max(0, offset), OFFSET_MAX);
      const keys = isOf('statuses')
        ? desk.searching.find(searchOf(words, inUtc), null, skipped + limit).slice(skipped)
        : [];
      const statuses = keys.flatMap((key) => statusText(desk, key, login.loginKey) ?? []);
      const named = isOf('accounts')
        ? desk.home.named(login.loginKey, handleOf(words.trim(), login))
        : undefined;
      const accounts = named ? [{ ...JSON.parse(named.profile), id: named.server_id }] : [];
      const people = JSON.stringify(accounts);
      return `{"accounts":${people},"statuses":[${statuses.join(',')}],"hashtags":[]}`;
    }),
  );
}
