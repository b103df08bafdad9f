-- The entries of an edition, as far as it takes to say what would have changed it.
--   @edition  its number
select position, entries.uri, coalesce(handle, '') as account, lane, score_micro,
       draw_key,
       coalesce(json_extract(signals, '$.stranger.value'), 0) as is_stranger,
       lane <> 'wildcard' and json_extract(signals, '$.turn') is null
         and json_extract(signals, '$.last_chance') is null as is_by_merit
  from entries
  left join statuses using (status_key)
  left join accounts on account_key = author_key
 where edition = @edition
 order by position
