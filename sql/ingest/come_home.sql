-- A status that was known from the owner's acts alone stands in the home after all.
--   @status_key  which
update statuses set came_home = 1 where status_key = @status_key and came_home = 0
