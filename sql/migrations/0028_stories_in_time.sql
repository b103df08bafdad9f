-- A story is the posts of one link within thirty days: a link that somebody puts under every post
-- has thousands, of which few are near.
drop index statuses_by_link;
create index statuses_by_link on statuses (link_key, born_ms) where link_key is not null;
