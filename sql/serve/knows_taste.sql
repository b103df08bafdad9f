-- 0 where a server that is listened to was not asked for the owner's favourites and bookmarks yet.
select not exists (
  select 1 from ingest_state as heard
   where not exists (select 1 from ingest_state as asked
                      where asked.login_key = heard.login_key and asked.name = 'taste_read')
) as is_known
