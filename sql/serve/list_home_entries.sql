-- The home as it came, for clients that sort by id and while the server is away: entries below an
-- id, the newest first. Ids of digits are compared by length first.
--   @login_key  whose home
--   @max_id     only what is below it, or null
--   @since_id   only what is above it, or null
--   @limit      most entries
select arrivals.arrival_key, arrivals.server_id, arrivals.status_key, statuses.uri,
       arrivals.booster_key is not null as is_boost
  from arrivals
  join statuses using (status_key)
 where arrivals.login_key = @login_key
   and arrivals.removed_at_ms is null
   and statuses.deleted_at_ms is null
   and (@max_id is null
        or (length(arrivals.server_id), arrivals.server_id) < (length(@max_id), @max_id))
   and (@since_id is null
        or (length(arrivals.server_id), arrivals.server_id) > (length(@since_id), @since_id))
 order by length(arrivals.server_id) desc, arrivals.server_id desc
 limit @limit
