-- Of stored statuses, what changes what is told of them where they are but mentioned.
--
--   @status_keys  JSON, a list of keys
select status_key, edited_at_ms, deleted_at_ms, pruned_at_ms
  from json_each(@status_keys)
  join statuses on status_key = value
