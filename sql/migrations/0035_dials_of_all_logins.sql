-- A word is its owner's, under whichever login it was said: the later one holds. Said under two, it
-- acted twice, and what was taken back under one went on acting under the other.
drop view heard_dials;
create view heard_dials as
with recursive
heard as (
  select login_key, kind, subject, subject as said_of, word, until_ms, said_at_ms from said_dials
  union
  select heard.login_key, kind, new.handle, said_of, word, until_ms, said_at_ms
    from heard
    join accounts as old on old.handle = subject
    join account_ids on account_ids.login_key = heard.login_key
                    and server_id = json_extract(old.profile, '$.moved.id')
    join accounts as new on new.account_key = account_ids.account_key
   where kind = 'account'
),
moment as (
  select kind, subject, said_at_ms as at_ms from heard
  union
  select kind, subject, until_ms from heard where until_ms is not null
),
-- Of two that were said in one millisecond, the one of their present name holds.
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
         lag(said_at_ms) over before is said_at_ms and lag(said_of) over before is said_of as goes_on
    from holding
  window before as (partition by kind, subject order by at_ms)
)
select login_key, kind, subject, word, until_ms, said_at_ms, said_of
  from (select login_key, kind, subject, word, at_ms as said_at_ms, said_of,
               lead(at_ms) over (partition by kind, subject order by at_ms) as until_ms
          from following
         where nth = 1 or not goes_on)
 where word is not null;

delete from dials;
insert into dials (login_key, kind, subject, word, until_ms, said_at_ms, said_of)
select login_key, kind, subject, word, until_ms, said_at_ms, said_of from heard_dials;
