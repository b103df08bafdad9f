-- Writes down whose posts are to be read for a hole: everybody followed, whom the owner likes best
-- first, then who posts most.
--   @hole_key, @login_key  which hole, whose follows
insert into crawl_turns (hole_key, kind, subject, place, outcome)
select @hole_key, 'account', min(server_id),
       row_number() over (order by coalesce(affinity_micro, 0) desc,
                                   coalesce(posts_per_day, 0) desc, follows.account_key),
       'unasked'
  from follows
  join account_ids using (login_key, account_key)
  left join author_signals using (account_key)
 where login_key = @login_key and ended_at_ms is null
 group by follows.account_key
on conflict do nothing
