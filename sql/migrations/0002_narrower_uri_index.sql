-- A status is found by the hash of its uri and verified against the text in its row: the text in
-- the index as well made it four times as wide, and each new status writes a page of it.
drop index statuses_by_uri;
create index statuses_by_uri_hash on statuses (uri_hash);
