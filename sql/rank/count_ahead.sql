-- How many others of an edition have a greater drawing key than the one given, and how many a
-- greater score: of those that stand by their keys. Turns, chance and second chances stand among
-- them otherwise (rank/choose.ts).
--   @edition      its number
--   @position     the place that is asked about, 1 …
--   @draw_key     as if this were its drawing key
--   @score_micro  millionths of ln(score)
with others as (
  select draw_key, score_micro
    from entries
   where edition = @edition and position <> @position
     and lane in ('fresh', 'missed', 'boosted')
     and json_extract(signals, '$.turn') is null
)
select count(*) as others,
       count(*) filter (where draw_key > @draw_key) as ahead,
       count(*) filter (where score_micro > @score_micro) as above,
       (select count(*) from entries where edition = @edition) as entries
  from others
