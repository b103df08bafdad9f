-- A status that came for the first time becomes a candidate; may_be_candidate has been asked. One
-- row by its values: a statement that might write several ends a batch of the full-text index.
--   @status_key, @author_key             which, whose
--   @uri_hash, @dice_key                 both hashes of its name
--   @born_ms, @arrived_ms                age counts from the first; when it reached us; unix ms
--   @reply, @mentions_owner, @link_key   as in statuses
--   @boosters                            1 if somebody but its author boosted it here, else 0
insert into pool (author_key, status_key, uri_hash, dice_key, born_ms, arrived_ms, reply,
                  mentions_owner, link_key, boosters)
values (@author_key, @status_key, @uri_hash, @dice_key, @born_ms, @arrived_ms, @reply,
        @mentions_owner, @link_key, @boosters)
