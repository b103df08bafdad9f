-- Everybody followed, with what is known of how much they post.
--   @login_key  whose follows
select iif(json_valid(accounts.profile), accounts.profile,
           bare_profile(accounts.handle,
                        (select min(ids.server_id) from account_ids as ids
                          where ids.account_key = accounts.account_key))) as profile,
       post_counts.since_ms, post_counts.first_ms, posts_per_day
  from follows
  join accounts using (account_key)
  left join post_counts using (login_key, account_key)
  left join author_signals using (account_key)
 where login_key = @login_key and ended_at_ms is null
