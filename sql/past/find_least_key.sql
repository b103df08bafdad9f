-- The least drawing key that earned a place of an edition, and how many places chance gave. The
-- lowest twentieth is passed over: the beginning of a thread comes in above its own key.
--
--   @edition  its number
with earned as materialized (
  select draw_key
    from main.entries
   where edition = @edition and lane <> 'wildcard'
     and iif(json_valid(signals), json_extract(signals, '$.turn'), null) is null
)
select (select draw_key from earned
         order by draw_key
         limit 1 offset (select count(*) / 20 from earned)) as least_key,
       (select count(*) from main.entries where edition = @edition and lane = 'wildcard')
         as wildcards
