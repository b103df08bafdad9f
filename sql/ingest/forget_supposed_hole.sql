-- A list was deleted, or somebody taken off it, or the stream was silent for long, and everybody's
-- own page shows nothing that had not come by then: there was no hole.
--   @hole_key  which
--   @reason    how the reason of such a hole begins
delete from holes
 where hole_key = @hole_key and recovered = 0
   and substr(detail, 1, length(@reason)) = @reason
