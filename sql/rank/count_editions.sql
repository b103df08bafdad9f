-- How many editions there were up to a moment, of all feeds, and how many were opened; of one feed
-- alone, how many of the last 28 could have been opened, and were, and in how many days those were
-- drawn; and since when what comes is new to its reader: since the last of it that was opened, a
-- day at the most, or where there is none.
-- For a feed that was never drawn, a copy say, those of the others tell.
-- What was drawn anew within twenty hours without being opened was replaced; and who drew it less
-- than that ago may open it still.
--   @now_ms  unix ms
--   @feed    its name
--   @but     an edition that goes on, and begins no new day; or null
--
-- The plus keeps SQLite from reading all that was ever seen, for each of them.
with known as (
  select edition, feed, drawn_at_ms,
         exists (select 1 from exposures
                  where exposures.edition = editions.edition and kind in ('seen', 'opened')
                    and +at_ms <= @now_ms
                    and (undone_at_ms is null or undone_at_ms > @now_ms)) as is_opened
    from editions
   where drawn_at_ms <= @now_ms
),
ours as (
  select * from known where feed = @feed
  union all
  select * from known where not exists (select 1 from known where feed = @feed)
),
judged as (
  select *, row_number() over (order by drawn_at_ms desc, edition desc) as nth
    from (select edition, drawn_at_ms, is_opened,
                 lead(drawn_at_ms, 1, @now_ms) over (order by drawn_at_ms, edition) as next_ms
            from ours)
   where is_opened or next_ms - drawn_at_ms > 20 * 3600000
)
select (select count(*) from known) as editions,
       (select coalesce(sum(is_opened), 0) from known) as opened,
       (select coalesce(sum(is_opened), 0) from judged where nth <= 28) as opened_lately,
       (select count(*) from judged where nth <= 28) as lately,
       (select max(1.0, (@now_ms - coalesce(min(drawn_at_ms), @now_ms)) / 86400000.0)
          from judged
         where nth <= 28) as lately_days,
       (select max(coalesce(max(iif(is_opened, drawn_at_ms, null)), 0), @now_ms - 86400000)
          from ours
         where edition is not @but) as last_drawn_at_ms
