-- Of stored statuses, those that anything may cover, said without looking closely: of the others
-- serve/list_covers finds nothing. Most are none: nobody refused them, and whoever brought them is
-- followed as ever.
--
--   @status_keys  JSON, a list of keys
select statuses.status_key
  from json_each(@status_keys)
  join statuses on statuses.status_key = value
  join accounts as authors on authors.account_key = author_key
 where exists (select 1 from filter_matches
                where filter_matches.status_key = statuses.status_key)
    or exists (select 1 from refused_mentions
                where refused_mentions.status_key = statuses.status_key)
    or exists (select 1 from logins cross join refusals_of_people using (login_key)
                where refusals_of_people.account_key = author_key)
    or exists (select 1 from logins cross join refusals_of_domains using (login_key)
                where refusals_of_domains.domain = authors.domain)
    or not exists (
         select 1 from arrivals
           join accounts as senders on senders.account_key = coalesce(booster_key, author_key)
           join follows on follows.login_key = arrivals.login_key
                       and follows.account_key = senders.account_key
          where arrivals.status_key = statuses.status_key
            and removed_at_ms is null
            and ended_at_ms is null
            and iif(booster_key is null, coalesce(languages, '[]') = '[]', shows_boosts = 1)
            and not exists (select 1 from logins cross join refusals_of_people using (login_key)
                             where refusals_of_people.account_key = booster_key)
            and not exists (select 1 from logins cross join refusals_of_domains using (login_key)
                             where refusals_of_domains.domain = senders.domain))
