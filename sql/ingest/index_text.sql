-- The words of a status, so that it can be searched for; in the place of those that it had.
--   @status_key  which
--   @body        warning, text, poll options and descriptions, with spaces between words
insert or replace into texts (rowid, body) values (@status_key, @body)
