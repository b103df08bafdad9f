-- The owner is back at a server that they left: what is missing there can be filled again.
--   @login_key  the login that is in use
--   @since_ms   what ended before is left as it is, unix ms
--   @unproven   JSON list, as leave_holes.sql wrote it
update holes
   set state = 'open', unproven = '[]'
 where login_key = @login_key and state = 'crawled' and unproven = @unproven and to_ms > @since_ms
