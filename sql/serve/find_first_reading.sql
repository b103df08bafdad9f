-- How far a server that is listened to was read for the first time: no row where none is.
--
--   home_read_at_ms  when the home was first read to its end; null: not yet
--   is_whole         0 where whom the owner follows, or what they did elsewhere, is not read yet
select min(home.at_ms) as home_read_at_ms,
       min(follows.at_ms is not null and taste.at_ms is not null) as is_whole
  from (select distinct login_key from ingest_state) as heard
  left join ingest_state as home
         on home.login_key = heard.login_key and home.name = 'home_read'
  left join ingest_state as follows
         on follows.login_key = heard.login_key and follows.name = 'follows_read'
  left join ingest_state as taste
         on taste.login_key = heard.login_key and taste.name = 'taste_read'
having count(*) > 0
