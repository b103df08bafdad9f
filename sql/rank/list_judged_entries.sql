-- The entries of an edition, as far as it takes to say what would have changed it. What a bad disk
-- changed of one says nothing.
--   @edition  its number
with
told as (
  select position, uri, status_key, lane, score_micro, draw_key,
         iif(json_valid(signals), signals, '{}') as signals
    from entries
   where edition = @edition
)
select position, told.uri, coalesce(handle, '') as account, lane, score_micro,
       draw_key,
       coalesce(json_extract(signals, '$.stranger.value'), 0) as is_stranger,
       lane <> 'wildcard' and json_extract(signals, '$.turn') is null
         and json_extract(signals, '$.last_chance') is null as is_by_merit
  from told
  left join statuses using (status_key)
  left join accounts on account_key = author_key
 order by position
