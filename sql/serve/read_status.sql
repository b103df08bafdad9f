-- A stored status with its author and its server's name for it: what a post is rendered from. Of
-- two logins what it answers may stand as the other's server names it. A text that is damaged, or
-- was let go, is null. Absent is what that server has no longer (note_absence.sql).
--
--   @status_key  its key
select statuses.status_key, statuses.uri, statuses.created_at_ms, statuses.first_seen_at_ms,
       statuses.edited_at_ms, statuses.deleted_at_ms, statuses.visibility, statuses.language,
       statuses.reply,
       coalesce((select own.server_id
                   from logins as home
                  cross join server_ids as told on told.login_key = home.login_key
                                               and told.server_id = statuses.reply_to_id
                  cross join server_ids as own on own.status_key = told.status_key
                                              and own.login_key = server_ids.login_key
                  order by home.login_key <> own.login_key
                  limit 1), statuses.reply_to_id) as reply_to_id,
       statuses.length,
       statuses.favourites, statuses.boosts, statuses.replies, statuses.counts_at_ms,
       statuses.pruned_at_ms,
       case when codec > 0 then unpacked(payloads.body, dictionaries.body)
            when json_valid(payloads.body) then payloads.body end as body,
       accounts.handle,
       iif(json_valid(accounts.profile), accounts.profile,
           bare_profile(accounts.handle,
                        (select min(ids.server_id) from account_ids as ids
                          where ids.account_key = accounts.account_key))) as profile,
       server_ids.server_id, server_ids.login_key, logins.server,
       exists (select 1 from absences
                where absences.login_key = server_ids.login_key
                  and absences.server_id = server_ids.server_id) as is_absent
  from statuses
  join accounts on accounts.account_key = statuses.author_key
  left join payloads using (status_key)
  left join dictionaries using (dictionary_key)
  left join server_ids using (status_key)
  left join logins using (login_key)
 where statuses.status_key = @status_key
 order by server_ids.login_key, server_ids.server_id
 limit 1
