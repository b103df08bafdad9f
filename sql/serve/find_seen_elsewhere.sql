-- When the owner last said that something was read elsewhere, of what stands of that.
select at_ms
  from exposures
 where kind = 'seen' and via = 'owner' and undone_at_ms is null
 order by at_ms desc
 limit 1
