-- Lets go of what an edition passed over, and why.
--   @edition  its number
delete from passed_over
 where edition = @edition
