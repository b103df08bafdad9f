-- People followed one of whose posts was seen or opened since a moment.
--
--   @since_ms  unix ms
select count(distinct statuses.author_key) as heard
  from exposures
  join statuses using (uri_hash)
  join follows on follows.account_key = statuses.author_key and follows.ended_at_ms is null
 where exposures.kind in ('seen', 'opened') and exposures.undone_at_ms is null
   and exposures.at_ms >= @since_ms
