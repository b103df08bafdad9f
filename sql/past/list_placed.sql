-- Whose posts an edition of the replay holds.
--   @feed, @edition  which
select distinct author_key as account_key
  from temp.replayed_exposures
  join main.statuses using (uri_hash)
 where feed = @feed and edition = @edition and kind = 'offered'
