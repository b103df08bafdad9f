-- The oldest edition of which is still known what it passed over, where it was drawn before a
-- moment.
--   @before_ms  unix ms
select edition
  from editions
 where edition = (select min(edition) from passed_over)
   and drawn_at_ms < @before_ms
