-- What the owner did with a status and what of it waits or was refused, one row for each kind, the
-- last wish of it.
--   @uri_hash  64 bits
with stands as (
  select kind, max(at_ms) as at_ms from actions
   where uri_hash = @uri_hash and undone_at_ms is null
     and kind in ('favourite', 'reblog', 'bookmark', 'more', 'less')
   group by kind
),
wishes as (
  select kind, undo, ending, why, asked_at_ms, max(outbox_key) as outbox_key from outbox
   where uri_hash = @uri_hash
   group by kind
)
select coalesce(stands.kind, wishes.kind) as kind,
       stands.kind is not null as stands,
       undo as wants_undone, ending, why,
       wishes.outbox_key is not null as is_wished
  from stands
  full join wishes using (kind)
