-- How the owner stands to somebody whom the server calls by an id: what decides whether their
-- posts reach the home.
--   @login_key, @server_id  whose home, who
--   @now_ms                 unix ms
select follows.account_key is not null as is_followed,
       coalesce(shows_boosts, 1) as shows_boosts,
       languages,
       exists (select 1 from refusals_of_people
                where refusals_of_people.login_key = @login_key
                  and refusals_of_people.account_key = account_ids.account_key
                  and refusals_of_people.ended_at_ms is null
                  and (until_ms is null or until_ms > @now_ms)) as is_refused
  from account_ids
  left join follows on follows.login_key = account_ids.login_key
                   and follows.account_key = account_ids.account_key
                   and follows.ended_at_ms is null
 where account_ids.login_key = @login_key and server_id = @server_id
