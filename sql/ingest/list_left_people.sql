-- Who is followed no more since a moment: they may have moved, and their profile says where.
--   @login_key   whose follows
--   @since_ms    unix ms
--   @limit       most rows
select account_ids.server_id
  from follows
  join account_ids using (login_key, account_key)
 where login_key = @login_key and ended_at_ms >= @since_ms
 order by ended_at_ms desc, account_key
 limit @limit
