-- The owner's filters that catch a status.
--
--   @status_key  its key
select filter_matches.effect,
       coalesce(json_extract(filters.body, '$.title'), 'a filter') as title
  from filter_matches
  left join filters using (login_key, filter_id)
 where filter_matches.status_key = @status_key
 order by filter_matches.filter_id
