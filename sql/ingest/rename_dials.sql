-- What was said of somebody stays said of them under another name.
--   @former, @handle  what they were called, and are
update or replace said_dials
   set subject = @handle
 where kind = 'account' and subject = @former
