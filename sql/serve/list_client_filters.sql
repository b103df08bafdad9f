-- The owner's filters that catch a status and show it all the same, folded.
--   @status_key  which
--   @login_key   whose
--   @now_ms      unix ms
select filters.body
  from filter_matches
  join filters using (login_key, filter_id)
 where filter_matches.status_key = @status_key
   and login_key = @login_key
   and effect <> 'hide'
   and json_valid(filters.body)
   and (until_ms is null or until_ms > @now_ms)
 order by filter_id
