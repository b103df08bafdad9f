-- The body of a status went for its age.
--   @status_key    which
--   @pruned_at_ms  unix ms
update statuses set pruned_at_ms = @pruned_at_ms where status_key = @status_key
