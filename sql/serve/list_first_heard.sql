-- People of an edition of whom nothing was seen in the time before it.
--
--   @edition   the edition's number
--   @since_ms  unix ms: where that time begins
--   @until_ms  unix ms: the moment of the draw
with

heard as (
  select distinct statuses.author_key
    from exposures
    join statuses using (uri_hash)
   where exposures.kind in ('seen', 'opened')
     and exposures.undone_at_ms is null
     and exposures.at_ms >= @since_ms
     and exposures.at_ms < @until_ms
)

select accounts.display_name, accounts.handle, min(entries.position) as position
  from entries
  join statuses using (status_key)
  join accounts on accounts.account_key = statuses.author_key
 where entries.edition = @edition
   and statuses.author_key not in (select author_key from heard)
 group by accounts.account_key
 order by position
