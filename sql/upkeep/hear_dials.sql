-- Which of the owner's words holds when, for whom they are about now: of those that have begun and
-- not ended the one said last, under whichever login. Where that ends, the one before it holds
-- again.
insert into dials (login_key, kind, subject, word, until_ms, said_at_ms, said_of)
with recursive

-- Each word of whoever it was said of, and of whoever they moved to.
heard as (
  select login_key, kind, subject, subject as said_of, word, until_ms, said_at_ms from said_dials
  union
  select heard.login_key, kind, new.handle, said_of, word, until_ms, said_at_ms
    from heard
    join accounts as old on old.handle = subject
    join account_ids on account_ids.login_key = heard.login_key
                    and server_id = iif(json_valid(old.profile),
                                        json_extract(old.profile, '$.moved.id'), null)
    join accounts as new on new.account_key = account_ids.account_key
   where kind = 'account'
),

-- When another may come to hold.
moment as (
  select kind, subject, said_at_ms as at_ms from heard
  union
  select kind, subject, until_ms from heard where until_ms is not null
),
-- Of two that were said in one millisecond, the one of their present name holds. SQLite takes the
-- other columns from the row of the max.
holding as (
  select heard.login_key, moment.kind, moment.subject, at_ms, word, said_at_ms, said_of,
         max(printf('%020d%d%s', said_at_ms, said_of = moment.subject, word))
    from moment
    left join heard on heard.kind = moment.kind and heard.subject = moment.subject
                   and said_at_ms <= at_ms and (until_ms is null or until_ms > at_ms)
   group by moment.kind, moment.subject, at_ms
),
following as (
  select *, row_number() over before as nth,
         lag(said_at_ms) over before is said_at_ms
           and lag(said_of) over before is said_of as goes_on
    from holding
  window before as (partition by kind, subject order by at_ms)
)

select login_key, kind, subject, word, until_ms, said_at_ms, said_of
  from (select login_key, kind, subject, word, at_ms as said_at_ms, said_of,
               lead(at_ms) over (partition by kind, subject order by at_ms) as until_ms
          from following
         where nth = 1 or not goes_on)
 where word is not null
