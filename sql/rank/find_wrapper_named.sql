-- A boost by its id, its uri or its address, there or at the home server: the status in it, and
-- whose boost it was.
--   @name    text
--   @origin  the server of an address, null where the name is none
--   @id      what an address ends with, null where the name is none
--
-- One is enough: all boosts are read last, and for an address alone.
select statuses.uri, accounts.handle as booster
  from (select status_key, booster_key
          from logins
         cross join arrivals using (login_key)
         where server_id in (@name, iif(server = @origin, @id, null))
           and booster_key is not null
        union all
        select status_key, booster_key from arrivals
         where @origin is not null and booster_key is not null and @name in (boost_uri, boost_url))
 cross join statuses using (status_key)
 cross join accounts on accounts.account_key = booster_key
 limit 1
