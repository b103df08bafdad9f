-- What may not be offered as of a moment: by, mentioning or quoting people who are muted or
-- blocked, of a domain that is blocked, hidden by a filter, snoozed, or put off by a dial. What
-- came by a way that is closed now is held back by hold_back_closed_ways.
--
--   @now_ms  the moment, unix ms
with
refused as materialized (
  select login_key, account_key from refusals_of_people
   where since_ms <= @now_ms and (until_ms is null or until_ms > @now_ms)
     and (ended_at_ms is null or ended_at_ms > @now_ms)
),
put_off as not materialized (
  select kind, subject from dials
   where word = 'not until' and said_at_ms <= @now_ms and until_ms > @now_ms
)
update pool
   set held = 1
 where author_key in (select account_key from refused)
    or author_key in (select account_key from accounts
                       where domain in (select domain from refusals_of_domains
                                         where since_ms <= @now_ms))
    or status_key in (select status_key
                        from refused
                        join refused_mentions using (login_key, account_key))
    or status_key in (select status_key from filter_matches
                       where effect = 'hide' and (until_ms is null or until_ms > @now_ms))
    or uri_hash in (select uri_hash from actions
                     where kind = 'snooze' and at_ms <= @now_ms and until_ms > @now_ms
                       and (undone_at_ms is null or undone_at_ms > @now_ms))
    or author_key in (select account_key
                        from put_off
                       cross join accounts on handle = subject
                       where kind = 'account')
    or status_key in (select status_key
                        from put_off
                       cross join tags on name = subject
                       cross join status_tags using (tag_key)
                       where kind = 'tag')
    or link_key in (select link_key
                      from put_off
                     cross join links on site = subject
                     where kind = 'site')
