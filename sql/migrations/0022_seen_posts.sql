-- What was seen, by the post: a page asks for each place of its edition whether it was.
create index exposures_seen on exposures (uri_hash)
 where kind in ('seen', 'opened') and undone_at_ms is null;
