-- What the draw of an edition had to work with, and what its factors did. Of the editions that were
-- really drawn also where a replay stands in their place: what was seen of them was really seen.
--   @edition  its number
select iif(json_valid(report), report, '{}') as report
  from main.editions where edition = @edition
