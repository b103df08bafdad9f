-- The text that an edit replaces is kept: the ranker may have used it.
--   @status_key      which
--   @replaced_at_ms  unix ms
insert into versions (status_key, replaced_at_ms, codec, dictionary_key, body)
select status_key, @replaced_at_ms, codec, dictionary_key, body
  from payloads
 where status_key = @status_key
on conflict do nothing
