-- Who might have been meant: people of the same name elsewhere, and those whose handle is about as
-- long. Whoever is followed comes first.
--
--   @handle   as it was typed, lower case
--   @name     what stands before its @
--   @letters  how much longer or shorter a handle may be
select handle
  from accounts
 where abs(length(handle) - length(@handle)) <= @letters
    or substr(handle, 1, length(@name) + 1) = @name || '@'
 order by account_key not in (select account_key from follows where ended_at_ms is null), handle
