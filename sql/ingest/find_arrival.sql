-- An entry of the home by its own id.
--   @login_key, @server_id  which
select arrival_key, status_key, booster_key, removed_at_ms
  from arrivals
 where login_key = @login_key and server_id = @server_id
