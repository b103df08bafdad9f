-- What upkeep has done, and how far it came.
--   @name  of what
select detail from upkeep_marks where name = @name
