-- Every word that the owner ever said stays: one that ends gives way to what was said before it, and
-- a draw of an earlier moment hears what held then.
create table said_dials (
  login_key        integer not null references logins,
  kind             text    not null check (kind in ('account', 'tag', 'site')),
  subject          text    not null,              -- handle, tag or site
  word             text    not null check (word in ('always', 'more', 'usual', 'less', 'no boosts', 'not until')),
  until_ms         integer,
  said_at_ms       integer not null,
  primary key (login_key, kind, subject, said_at_ms)
) strict, without rowid;

insert into said_dials select login_key, kind, subject, word, until_ms, said_at_ms from dials;

-- Which word holds from when until when: of those that have begun and not ended, the one said last.
-- What was said of somebody is said of whoever they moved to as well.
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
  select login_key, kind, subject, said_at_ms as at_ms from heard
  union
  select login_key, kind, subject, until_ms from heard where until_ms is not null
),
-- Of two that were said in one millisecond, the one of their present name holds.
holding as (
  select moment.login_key, moment.kind, moment.subject, at_ms, word, said_at_ms, said_of,
         max(2 * said_at_ms + (said_of = moment.subject))
    from moment
    left join heard on heard.login_key = moment.login_key and heard.kind = moment.kind
                   and heard.subject = moment.subject
                   and said_at_ms <= at_ms and (until_ms is null or until_ms > at_ms)
   group by moment.login_key, moment.kind, moment.subject, at_ms
),
following as (
  select *, row_number() over before as nth,
         lag(said_at_ms) over before is said_at_ms and lag(said_of) over before is said_of as goes_on
    from holding
  window before as (partition by login_key, kind, subject order by at_ms)
)
select login_key, kind, subject, word, until_ms, said_at_ms, said_of
  from (select login_key, kind, subject, word, at_ms as said_at_ms, said_of,
               lead(at_ms) over (partition by login_key, kind, subject order by at_ms) as until_ms
          from following
         where nth = 1 or not goes_on)
 where word is not null;

-- The same, kept: made anew with each word, and before each draw, since people move.
drop table dials;
create table dials (
  login_key        integer not null references logins,
  kind             text    not null,
  subject          text    not null,              -- handle, tag or site
  word             text    not null,
  until_ms         integer,
  said_at_ms       integer not null,              -- from when it holds
  said_of          text    not null,              -- the subject as it was said; a person may have moved
  primary key (login_key, kind, subject, said_at_ms)
) strict, without rowid;

insert into dials select * from heard_dials;
