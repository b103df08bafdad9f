import { type aHome, START_MS } from './entries.ts';

const AUTHORS = 2_000;
const EACH_MS = 5_000;

/** So many posts of two thousand people, written at once: filing them takes ten times as long. */
export function writeMany({ database, login }: ReturnType<typeof aHome>, count: number): void {
  const values = { count, authors: AUTHORS, login: login.loginKey, start: START_MS, each: EACH_MS };
  const numbered = `with recursive post (nth) as (
                      select 1 union all select nth + 1 from post where nth < @count)`;
  database.transaction(() => {
    for (const sql of [
      `insert into accounts (account_key, handle, domain, display_name, is_bot, followers, statuses,
                             profile, profile_hash, observed_at_ms)
       ${numbered} select 1000 + nth, 'p' || nth || '@example.social', 'example.social', 'p' || nth,
                          0, 100, 0, '{}', 0, @start
                     from post where nth <= @authors`,
      `insert into statuses (status_key, uri, uri_hash, dice_key, author_key, created_at_ms,
                             first_seen_at_ms, born_ms, visibility, reply, has_warning, media,
                             length, favourites, boosts, replies, counts_at_ms)
       ${numbered} select nth, 'https://example.social/posts/' || nth, nth * 2654435761, nth * 65537,
                          1001 + nth * 7919 % @authors, @start + nth * @each, @start + nth * @each,
                          @start + nth * @each, 'public', 0, 0, 0, 100, nth % 30, 0, 0, @start
                     from post`,
      `insert into arrivals (login_key, server_id, status_key, entered_at_ms, arrived_at_ms, how)
       ${numbered} select @login, nth, nth, @start + nth * @each, @start + nth * @each, 'stream'
                     from post`,
      `insert into snapshots (status_key, observed_at_ms, age_class, favourites, boosts, replies)
       ${numbered} select nth, @start + nth * @each + 3600000, 0, nth % 30, 0, 0 from post`,
    ])
      database.connection.prepare(sql).run(values);
  });
}
