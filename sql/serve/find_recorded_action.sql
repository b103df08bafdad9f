-- One of the owner's acts.
--   @action_key  which
select status_id, kind, until_ms,
       coalesce((select statuses.uri from statuses
                  where statuses.uri_hash = actions.uri_hash
                  limit 1), uri) as uri
  from actions
 where action_key = @action_key
