-- Every stretch whose arrivals we know we may have missed, and how far it is filled,
-- the earliest first.
select server, from_ms, to_ms, state, recovered, unproven,
       coalesce(turns, 0) as turns, coalesce(settled, 0) as settled
  from holes
  join logins using (login_key)
  left join (select hole_key, count(*) as turns,
                    sum(outcome not in ('unasked', 'waiting')) as settled
               from crawl_turns
              group by hole_key) using (hole_key)
 order by from_ms, login_key
