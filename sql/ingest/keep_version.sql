-- The text that an edit replaces is kept: the ranker may have used it. One that is damaged is not.
--   @status_key      which
--   @replaced_at_ms  unix ms
insert into versions (status_key, replaced_at_ms, codec, dictionary_key, body)
select status_key, @replaced_at_ms, codec, dictionary_key, body
  from payloads
 where status_key = @status_key
   and (codec > 0 or json_valid(body))
on conflict do nothing
