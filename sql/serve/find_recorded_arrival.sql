-- One entry of the home, with what is needed to write it as the server sent it.
--   @arrival_key  which
select login_key, arrivals.server_id, arrivals.status_key, entered_at_ms, arrived_at_ms,
       boost_uri, boost_url, boost_visibility,
       iif(booster_key is null or json_valid(booster.profile), booster.profile,
           bare_profile(booster.handle,
                        (select min(ids.server_id) from account_ids as ids
                          where ids.account_key = booster.account_key))) as booster
  from arrivals
  left join accounts as booster on booster.account_key = booster_key
 where arrival_key = @arrival_key
