-- Where an entry would stand by another drawing key, and by its score alone: those that stand by
-- their keys share the places that they have. Turns, chance and second chances stand among them
-- otherwise, and most turns below them (rank/choose.ts).
--   @edition      its number
--   @position     the place that is asked about, 1 …
--   @draw_key     as if this were its drawing key
--   @score_micro  millionths of ln(score)
with by_key as materialized (
  select position, draw_key, score_micro, row_number() over (order by position) - 1 as before
    from entries
   where edition = @edition
     and lane not in ('resurfaced', 'wildcard', 'offered')
     and iif(json_valid(signals), json_extract(signals, '$.turn'), null) is null
     and iif(json_valid(signals), json_extract(signals, '$.last_chance'), null) is null
),
other as (
  select count(*) as others,
         count(*) filter (where draw_key > @draw_key) as ahead,
         count(*) filter (where score_micro > @score_micro) as above
    from by_key
   where position <> @position
)
select others, ahead,
       (select position from by_key where before = ahead) as place,
       (select position from by_key where before = above) as place_by_score,
       (select count(*) from entries where edition = @edition) as entries
  from other
