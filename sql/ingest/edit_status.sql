-- What an edit changed of a status.
--   @status_key              which
--   @edited_at_ms            unix ms, null
--   @mentions_owner          0, 1
--   @visibility              as the API says
--   @language                as the API says, null
--   @has_warning             0, 1
--   @media, @length          attachments; characters
--   @link_key                first link, null
update statuses
   set edited_at_ms = @edited_at_ms, mentions_owner = @mentions_owner, visibility = @visibility,
       language = @language, has_warning = @has_warning, media = @media, length = @length,
       link_key = @link_key
 where status_key = @status_key and deleted_at_ms is null
