-- Whether we had an entry of the home by a moment, and whether we had any at all.
--   @login_key, @server_id  which entry
--   @until_ms               unix ms
--
-- The plus keeps SQLite from reading all that the login ever received: the index by time is meant.
select exists (select 1 from arrivals
                where login_key = @login_key and server_id = @server_id
                  and arrived_at_ms <= @until_ms) as is_known,
       not exists (select 1 from arrivals
                    where arrived_at_ms <= @until_ms and +login_key = @login_key) as was_empty
