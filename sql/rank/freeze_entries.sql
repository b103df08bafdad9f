-- Freezes the places of an edition, made ready as those of edition 0.
--   @edition  its number
insert into main.entries (edition, position, uri_hash, uri, status_key, lane, score_micro, draw_key,
    signals, boosters, named, reason)
select @edition, position, uri_hash, uri,
       (select status_key from statuses where statuses.uri_hash = ready.uri_hash),
       lane, score_micro, draw_key, signals, boosters, named, reason
  from entries as ready
 where edition = 0
 order by position
