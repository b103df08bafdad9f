-- Nothing was missed: there was no hole.
--   @hole_key  which
delete from holes where hole_key = @hole_key and recovered = 0
