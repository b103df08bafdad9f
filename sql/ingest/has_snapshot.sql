-- Whether a status has counts in an age class already.
--   @status_key  which
--   @age_class   0, 1, 2
select 1 as found from snapshots where status_key = @status_key and age_class = @age_class limit 1
