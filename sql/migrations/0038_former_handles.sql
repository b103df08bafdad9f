-- Who is renamed at their server is called here as they are there. What they were called before
-- stays known: lists of feeds, recordings and editions that were drawn say people by it, and
-- somebody else may take that name.
create table former_handles (
  handle           text    not null,
  account_key      integer not null references accounts,
  until_ms         integer not null,              -- when they were first known by another
  primary key (handle, account_key)
) strict, without rowid;

create temp table renamed as
with called as (
  select account_key, handle, observed_at_ms,
         lower(profile ->> '$.acct') || iif(instr(profile ->> '$.acct', '@') > 0, '', '@' || domain)
           as name
    from accounts
)
select account_key, handle, name, observed_at_ms
  from called
 where name <> handle
   and name not in (select handle from accounts)
   and name in (select name from called group by name having count(*) = 1);

insert into former_handles (handle, account_key, until_ms)
select handle, account_key, observed_at_ms from renamed;

update accounts set handle = renamed.name from renamed
 where renamed.account_key = accounts.account_key;

update or replace said_dials set subject = renamed.name from renamed
 where kind = 'account' and subject = renamed.handle;

drop table renamed;

delete from dials;
insert into dials (login_key, kind, subject, word, until_ms, said_at_ms, said_of)
select login_key, kind, subject, word, until_ms, said_at_ms, said_of from heard_dials;
