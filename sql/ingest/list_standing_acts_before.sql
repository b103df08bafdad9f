-- Acts that the server has flags for and that stand, noted before another one, the latest first.
--   @login_key   whose
--   @action_key  that other one
--   @limit       most rows
select action_key, status_id
  from actions
 where login_key = @login_key and action_key < @action_key and undone_at_ms is null
   and kind in ('favourite', 'reblog', 'bookmark')
 order by action_key desc
 limit @limit
