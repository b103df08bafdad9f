-- How far a client says that it has read.
--   @token_key, @timeline  whose, in which timeline
--   @last_read_id          as the client says it
--   @updated_at_ms         unix ms
insert into client_markers (token_key, timeline, last_read_id, version, updated_at_ms)
values (@token_key, @timeline, @last_read_id, 1, @updated_at_ms)
on conflict do update set last_read_id = excluded.last_read_id, version = version + 1,
  updated_at_ms = excluded.updated_at_ms
