-- Answers of others to a post, for a thread that is opened; what continues an own thread has its
-- own (statuses_by_parent).
create index statuses_by_answered on statuses (reply_to_id) where reply = 1;
