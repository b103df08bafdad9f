-- A boost by the id of its wrapper, or by the wrapper's address at the home server: the status in
-- it, and whose boost it was.
--   @name    text
--   @origin  the server of an address, null where the name is none
--   @id      what an address ends with, null where the name is none
select statuses.uri, accounts.handle as booster
  from logins
  join arrivals using (login_key)
  join statuses using (status_key)
  join accounts on accounts.account_key = arrivals.booster_key
 where arrivals.server_id in (@name, iif(server = @origin, @id, null))
 limit 1
