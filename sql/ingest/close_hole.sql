-- A sweep reached back over a hole, or as far as the server goes. What was found in it is counted.
--   @hole_key   which
--   @to_ms      its end, unix ms
--   @state      open: the server's home did not reach back to its beginning; swept: it did
--   @of_list    1: a list is why it is not filled, and a home is no proof; 0: the home is
--   @now_ms     when the sweep ended, unix ms
--
-- The plus keeps SQLite from reading all that the login ever received: the index by time is meant.
update holes
   set to_ms = @to_ms,
       state = @state,
       detail = iif(@of_list and detail not like 'a list %', 'a list had turned over: ' || detail,
                    detail),
       recovered = (select count(*)
                      from arrivals
                     where +arrivals.login_key = holes.login_key
                       and how in ('sweep', 'crawl')
                       and arrived_at_ms between holes.noticed_at_ms and @now_ms
                       and entered_at_ms >= holes.from_ms
                       and (@state = 'swept' or entered_at_ms < @to_ms))
 where hole_key = @hole_key
