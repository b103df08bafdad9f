-- Which of some people the owner mutes or blocks now, or their servers: they are named no more.
--   @handles  JSON, a list of handles
--   @now_ms   unix ms
select handle
  from json_each(@handles)
  join accounts on handle = value
 where exists (select 1 from logins cross join refusals_of_people using (login_key)
                where refusals_of_people.account_key = accounts.account_key
                  and ended_at_ms is null and (until_ms is null or until_ms > @now_ms))
    or exists (select 1 from logins cross join refusals_of_domains using (login_key)
                where refusals_of_domains.domain = accounts.domain)
