-- The words of a status, so that it can be searched for; in the place of those that it had.
--   @status_key  which
--   @body        warning, text, poll options, descriptions, the link's headline; spaced
insert or replace into texts (rowid, body) values (@status_key, @body)
