-- What the owner favoured or saved, as far as it is stored, in the order of the acts, the latest
-- first. A wish that waits for the server counts as done. Of one moment are those that were read in
-- one list, which has the latest on top.
--   @login_key  whose
--   @kind       favourite or bookmark
--   @below      only what was done before this act; null
--   @above      only what was done after this act; null
--   @upward     1: the first acts of these, the first of them on top
--   @limit      most posts
with noted as (
  select 2 * action_key as act, uri_hash, at_ms, undone_at_ms is null as stands
    from actions
   where login_key = @login_key and kind = @kind
   union all
  select 2 * outbox_key + 1, uri_hash, asked_at_ms, ended_at_ms is null and undo = 0
    from outbox
   where login_key = @login_key and kind = @kind
),
withdrawn as (
  select uri_hash from outbox
   where login_key = @login_key and kind = @kind and ended_at_ms is null and undo = 1
),
standing as (
  select act, uri_hash, max(at_ms) as at_ms
    from noted
   where stands and uri_hash not in (select uri_hash from withdrawn)
   group by uri_hash
)
select act, status_key
  from standing
  join statuses using (uri_hash)
 where deleted_at_ms is null
   and exists (select 1 from payloads where payloads.status_key = statuses.status_key)
   and (@below is null
        or (-at_ms, act) > (select -at_ms, act from noted as last where last.act = @below))
   and (@above is null
        or (-at_ms, act) < (select -at_ms, act from noted as first where first.act = @above))
 order by iif(@upward, at_ms, -at_ms), iif(@upward, -act, act)
 limit @limit
