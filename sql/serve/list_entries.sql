-- A page of an edition in its order: what stands where, and stamps that change when the post must
-- be rendered anew. The texts are read apart, for those posts alone.
--
--   @edition  the edition's number
--   @from     first position, 1 …
--   @lane     a lane's name, or null for all of them
--   @limit    most entries
select entries.position, entries.uri, entries.lane, entries.status_key, statuses.created_at_ms,
       statuses.edited_at_ms, statuses.deleted_at_ms, statuses.counts_at_ms,
       payloads.observed_at_ms as text_at_ms,
       cast(accounts.profile_hash as text) as profile_stamp,
       exists (select 1
                 from exposures indexed by exposures_seen
                where exposures.uri_hash = entries.uri_hash
                  and exposures.kind in ('seen', 'opened')
                  and exposures.undone_at_ms is null) as is_seen,
       exists (select 1
                 from exposures
                where exposures.uri_hash = entries.uri_hash
                  and exposures.kind = 'served'
                  -- By the post, not by the edition: of that, all that was served would be read.
                  and +exposures.edition = entries.edition) as is_served,
       exists (select 1 from actions where actions.uri_hash = entries.uri_hash)
         or exists (select 1 from outbox where outbox.uri_hash = entries.uri_hash) as is_acted
  from entries
  left join statuses using (status_key)
  left join payloads using (status_key)
  left join accounts on accounts.account_key = statuses.author_key
 where entries.edition = @edition
   and entries.position >= @from
   and (@lane is null or entries.lane = @lane)
 order by entries.position
 limit @limit
