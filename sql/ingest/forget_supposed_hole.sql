-- A list was deleted, or somebody taken off it, or the stream was silent for long, or back before
-- the home could be read, and everybody's own page shows nothing that had not come by then, nor did
-- any page of the home: there was no hole.
--   @hole_key  which
--   @reason    how the reason of such a hole begins
--
-- The plus keeps SQLite from reading all that the login ever received: the index by time is meant.
delete from holes
 where hole_key = @hole_key and recovered = 0
   and substr(detail, 1, length(@reason)) = @reason
   and not exists (select 1
                     from arrivals
                    where +arrivals.login_key = holes.login_key
                      and arrived_at_ms > holes.noticed_at_ms
                      and how in ('sweep', 'crawl')
                      and entered_at_ms between holes.from_ms and holes.to_ms)
