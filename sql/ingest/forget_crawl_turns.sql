-- Whose posts were to be read for holes that are filled. Those of a server that was left wait as
-- long as its holes may be opened again (rejoin_holes.sql): they go on where they ended.
--   @since_ms  unix ms
--   @unproven  JSON list, as leave_holes.sql wrote it
delete from crawl_turns
 where hole_key not in (select hole_key from holes
                         where state = 'open'
                            or (state = 'crawled' and unproven = @unproven and to_ms > @since_ms))
