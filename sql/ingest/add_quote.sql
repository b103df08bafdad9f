-- A stored text carries another status.
--   @quoted_hash  the quoted one's uri_hash
--   @status_key   who quotes it
insert into quotes (quoted_hash, status_key) values (@quoted_hash, @status_key)
on conflict do nothing
