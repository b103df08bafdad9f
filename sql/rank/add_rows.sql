-- What the owner's own SQL chose. What has no such id here is passed over; the ids of several
-- servers may meet, and the first login's counts then. `cross join` keeps SQLite from reading all
-- that was chosen once for every id there is: of 8,000 posts that took twenty seconds.
--
--   @rows  JSON list of lists: the server's id; millionths of ln(score), lane, reason, each or null
with chosen as (
  select value ->> 0 as server_id, value ->> 1 as score_micro, value ->> 2 as lane,
         value ->> 3 as reason
    from json_each(@rows)
)
insert into feed_rows (status_key, score_micro, lane, reason)
select status_key, score_micro, lane, reason
  from chosen
 cross join logins
 cross join server_ids using (login_key, server_id)
 where login_key = (select min(login_key) from server_ids as same
                     where same.server_id = server_ids.server_id
                       and login_key in (select login_key from logins))
on conflict do nothing
