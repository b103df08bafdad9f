-- A list was deleted, or somebody taken off it, and everybody's own page shows nothing that had not
-- come by then: there was no hole.
--   @hole_key   which
--   @list_gone  how the reason of such a hole begins
delete from holes
 where hole_key = @hole_key and recovered = 0
   and substr(detail, 1, length(@list_gone)) = @list_gone
