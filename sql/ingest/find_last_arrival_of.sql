-- When something last reached us of a login's home; nothing where nothing has.
--   @login_key  whose
--
-- The plus keeps SQLite from reading all that the login ever received: the index by time is meant.
select arrived_at_ms as at_ms
  from arrivals
 where +login_key = @login_key
 order by arrived_at_ms desc
 limit 1
