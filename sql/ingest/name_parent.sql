-- Each server has an id of its own for what a status answers. Which of them stands here must not
-- hang on who told of it first: the least does.
--   @status_key   which
--   @reply_to_id  what a login's server calls its parent
update statuses set reply_to_id = @reply_to_id
 where status_key = @status_key and reply_to_id > @reply_to_id
