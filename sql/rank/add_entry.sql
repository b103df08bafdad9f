-- One place of an edition, frozen.
--   @edition, @position            where
--   @uri_hash, @uri, @status_key   which status
--   @lane                          why it is eligible
--   @score_micro, @draw_key        millionths of ln(score); what it was ordered by
--   @signals, @boosters, @named    JSON
--   @reason                        the owner's words, or null
insert into entries (edition, position, uri_hash, uri, status_key, lane, score_micro, draw_key,
    signals, boosters, named, reason)
values (@edition, @position, @uri_hash, @uri, @status_key, @lane, @score_micro, @draw_key, @signals,
    @boosters, @named, @reason)
