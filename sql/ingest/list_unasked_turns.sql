-- The holes for which an author waits to be asked for, with what is known of how much they post.
--   @login_key, @subject  whose, and the author's id at the server
select hole_key, from_ms, post_counts.since_ms, post_counts.first_ms, posts_per_day
  from crawl_turns
  join holes using (hole_key)
  left join account_ids on account_ids.login_key = holes.login_key and server_id = subject
  left join post_counts on post_counts.login_key = holes.login_key
                       and post_counts.account_key = account_ids.account_key
  left join author_signals on author_signals.account_key = account_ids.account_key
 where holes.login_key = @login_key and subject = @subject and kind = 'account'
   and outcome = 'unasked'
