-- What an edition was drawn from, as far as it is still stored: unseen then, or seen only later.
--   @now_ms   when it was drawn, unix ms
--   @edition  its number
select uri, handle, min(arrived_at_ms) as arrived_ms
  from statuses
  join arrivals using (status_key)
  join accounts on accounts.account_key = author_key
 where arrived_at_ms <= @now_ms and deleted_at_ms is null
   and not exists (select 1 from exposures
                    where exposures.uri_hash = statuses.uri_hash and kind in ('seen', 'opened')
                      and at_ms < @now_ms and edition is not @edition)
 group by status_key
