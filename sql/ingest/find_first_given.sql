-- What the pages of people of other servers gave of a stretch: how much, and when the first of it
-- entered.
--   @login_key         by whose server
--   @from_ms, @to_ms   the stretch, unix ms
--   @since_ms          as they were read since then, unix ms
select count(*) as found, min(entered_at_ms) as first_ms
  from arrivals indexed by arrivals_by_time
 cross join statuses using (status_key)
 cross join accounts as by on by.account_key = coalesce(booster_key, author_key)
 where arrived_at_ms >= @since_ms
   and login_key = @login_key
   and how = 'crawl'
   and entered_at_ms between @from_ms and @to_ms
   and by.domain <> (select substr(acct, instr(acct, '@') + 1) from logins
                      where login_key = @login_key)
