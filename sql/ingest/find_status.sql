-- A status by its name: the hash finds it, the text makes sure.
--   @uri_hash  64 bits
--   @uri       text
select status_key, first_seen_at_ms, counts_at_ms, edited_at_ms, deleted_at_ms,
       pruned_at_ms, favourites, boosts, replies, created_at_ms
  from statuses
 where uri_hash = @uri_hash and uri = @uri
