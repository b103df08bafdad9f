-- A boost by its id, its uri or its address, there or at the home server: the status in it, and
-- whose boost it was.
--   @name    text
--   @origin  the server of an address, null where the name is none
--   @id      what an address ends with, null where the name is none
with

named as (
  select arrival_key
    from logins
    join arrivals using (login_key)
   where server_id in (@name, iif(server = @origin, @id, null))
  union
  select arrival_key from arrivals where @name in (boost_uri, boost_url)
)

select statuses.uri, accounts.handle as booster
  from named
  join arrivals using (arrival_key)
  join statuses using (status_key)
  join accounts on accounts.account_key = arrivals.booster_key
 limit 1
