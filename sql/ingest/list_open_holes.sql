-- Holes that are not known to be filled, earliest first.
--   @login_key  whose home
--   @list_gone  how the reason begins of those that no reading of home and lists fills
select hole_key, from_ms, to_ms, noticed_at_ms, detail like 'a list %' as is_of_list,
       substr(detail, 1, length(@list_gone)) = @list_gone as is_of_gone_list
  from holes
 where login_key = @login_key and state = 'open'
 order by from_ms
