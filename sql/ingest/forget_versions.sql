-- So do its earlier texts.
--   @status_key  which
delete from versions where status_key = @status_key
