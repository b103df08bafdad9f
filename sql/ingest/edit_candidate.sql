-- What an edit changed of a candidate that stands in the pool already.
--   @status_key      which
--   @mentions_owner  0, 1
--   @link_key        first link, null
update pool
   set mentions_owner = @mentions_owner, link_key = @link_key
 where status_key = @status_key
