-- What had reached us as of the moment of the replay; what left the home later is still in it.
create temp view arrivals as
select arrival_key, login_key, server_id, status_key, booster_key, entered_at_ms, arrived_at_ms,
       how, iif(removed_at_ms <= as_of_ms(), removed_at_ms, null) as removed_at_ms
  from main.arrivals
 where arrived_at_ms <= as_of_ms()
