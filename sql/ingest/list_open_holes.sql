-- Holes that are not known to be filled, earliest first.
--   @login_key  whose home
select hole_key, from_ms, to_ms, noticed_at_ms, detail like 'a list %' as is_of_list
  from holes
 where login_key = @login_key and state = 'open'
 order by from_ms
