-- Who boosted a post for few alone, and never for everybody.
--   @status_key  which post
select handle
  from arrivals
  join accounts on account_key = booster_key
 where status_key = @status_key
 group by handle
having count(boost_visibility) = count(*)
