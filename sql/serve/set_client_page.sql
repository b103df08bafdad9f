-- The page that a client was served last, in the place of the one before.
--   @token_key, @timeline           whose, of which timeline
--   @served_at_ms                   unix ms
--   @last_outer_id, @last_inner_id  of its last entry
--   @entries                        JSON: [[uri, edition, position], …]
insert into client_pages
  (token_key, timeline, served_at_ms, last_outer_id, last_inner_id, entries)
values (@token_key, @timeline, @served_at_ms, @last_outer_id, @last_inner_id, @entries)
on conflict do update set served_at_ms = excluded.served_at_ms,
  last_outer_id = excluded.last_outer_id, last_inner_id = excluded.last_inner_id,
  entries = excluded.entries
