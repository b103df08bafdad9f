-- Acts of a kind that stand, made since a moment.
--   @login_key, @kind  whose, which
--   @since_ms          unix ms
select actions.status_id, at_ms,
       coalesce(uri, (select statuses.uri from statuses
                       where statuses.uri_hash = actions.uri_hash limit 1)) as uri
  from actions
 where login_key = @login_key and kind = @kind and at_ms >= @since_ms and undone_at_ms is null
 order by at_ms desc, action_key desc
