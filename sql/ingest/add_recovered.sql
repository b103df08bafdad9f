-- Arrivals were found in a hole.
--   @hole_key  which
--   @found     how many, >= 0
update holes set recovered = recovered + @found where hole_key = @hole_key
