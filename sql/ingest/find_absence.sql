-- What the server, asked for it, says it has not: a post, or a boost of one.
--   @login_key, @server_id  the entry's own id
select booster_key is not null as is_boost,
       coalesce(booster_key, author_key) as by_key,
       iif(booster_key is null, born_ms, entered_at_ms) as born_ms,
       iif(booster_key is null, first_seen_at_ms, arrived_at_ms) as seen_at_ms,
       by.domain = substr(acct, instr(acct, '@') + 1) as is_local,
       exists (select 1 from follows
                where follows.login_key = logins.login_key
                  and follows.account_key = author_key
                  and ended_at_ms is null) as is_followed,
       exists (select 1 from refusals_of_people
                where refusals_of_people.login_key = logins.login_key
                  and refusals_of_people.account_key in (author_key, by.account_key)
                  and ended_at_ms is null)
       or exists (select 1 from refusals_of_domains
                   where refusals_of_domains.login_key = logins.login_key
                     and refusals_of_domains.domain = by.domain) as is_refused,
       -- A boost goes with the post that it is of.
       booster_key is not null and exists (select 1
                                             from server_ids
                                             join absences using (login_key, server_id)
                                            where server_ids.login_key = logins.login_key
                                              and server_ids.status_key = statuses.status_key)
         as is_of_absent
  from logins
  left join arrivals on arrivals.login_key = logins.login_key
                    and arrivals.server_id = @server_id
  left join server_ids as named on named.login_key = logins.login_key
                               and named.server_id = @server_id
  join statuses on statuses.status_key = coalesce(arrivals.status_key, named.status_key)
  join accounts as by on by.account_key = coalesce(booster_key, author_key)
 where logins.login_key = @login_key
