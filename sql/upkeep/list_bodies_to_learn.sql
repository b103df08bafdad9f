-- The newest bodies of posts for everybody, as text, of which the dictionary is made: it is
-- kept for ever, and what was said to a few must not be.
--   @limit  most rows
select body
  from payloads
  join statuses using (status_key)
 where codec = 0 and visibility in ('public', 'unlisted')
 order by status_key desc
 limit @limit
