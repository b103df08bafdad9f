-- A status is gone: nothing of it is found any more.
--   @status_key  which
delete from texts where rowid = @status_key
