-- Holes that have ended, that no sweep of the home could reach over, and whether who is to be read
-- for each of them is written down already; earliest first.
--   @login_key  whose home
select hole_key, from_ms, to_ms,
       exists (select 1 from crawl_turns where crawl_turns.hole_key = holes.hole_key) as is_planned
  from holes
 where login_key = @login_key and state = 'open' and to_ms is not null
 order by from_ms
