-- Freezes an edition.
--   @edition                       its number
--   @feed, @feed_settings, @seed   what it was drawn with
--   @drawn_at_ms                   the moment of the draw, unix ms
--   @size, @candidates             places; unseen statuses it was drawn from
--   @reading_minutes               how long it takes to read
--   @came_from                     draw, import
--   @report                        JSON
insert into editions (edition, feed, feed_settings, seed, drawn_at_ms, size, candidates,
    reading_minutes, came_from, report)
values (@edition, @feed, @feed_settings, @seed, @drawn_at_ms, @size, @candidates, @reading_minutes,
    @came_from, @report)
