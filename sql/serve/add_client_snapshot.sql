-- An order of entries that a client pages through.
--   @token_key   whose
--   @feed        'home', or a feed's name after 'feed:'
--   @made_at_ms  unix ms
insert into client_snapshots (token_key, feed, made_at_ms)
values (@token_key, @feed, @made_at_ms)
on conflict do nothing
