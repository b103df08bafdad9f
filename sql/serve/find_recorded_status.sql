-- The text and the counts of a status as they were at a moment, and its author. A version was the
-- text until it was replaced. Counts are those that were told at just that moment: a recording must
-- not say of a moment what was counted before or after it. Null where nobody told them then; a text
-- that is damaged is null as well.
--   @status_key  which
--   @login_key   whose server's id of it
--   @at_ms       unix ms
with told as (
  select favourites, boosts, replies
    from snapshots
   where status_key = @status_key and observed_at_ms = @at_ms
)
select coalesce((select case when codec > 0 then unpacked(versions.body, dictionaries.body)
                             when json_valid(versions.body) then versions.body end
                   from versions
                   left join dictionaries using (dictionary_key)
                  where versions.status_key = statuses.status_key and replaced_at_ms > @at_ms
                  order by replaced_at_ms limit 1),
                (select case when codec > 0 then unpacked(payloads.body, dictionaries.body)
                             when json_valid(payloads.body) then payloads.body end
                   from payloads
                   left join dictionaries using (dictionary_key)
                  where payloads.status_key = statuses.status_key)) as body,
       iif(json_valid(accounts.profile), accounts.profile,
           bare_profile(accounts.handle,
                        (select min(ids.server_id) from account_ids as ids
                          where ids.account_key = accounts.account_key))) as profile,
       reply, reply_to_id,
       (select server_id from server_ids
         where server_ids.status_key = statuses.status_key and login_key = @login_key
         order by server_id limit 1) as server_id,
       coalesce(told.favourites, iif(counts_at_ms = @at_ms, statuses.favourites, null))
         as favourites,
       coalesce(told.boosts, iif(counts_at_ms = @at_ms, statuses.boosts, null)) as boosts,
       coalesce(told.replies, iif(counts_at_ms = @at_ms, statuses.replies, null)) as replies
  from statuses
  join accounts on account_key = author_key
  left join told
 where status_key = @status_key
