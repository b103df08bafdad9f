-- What a boost itself is called, so that it can be asked for by that name. Looked for only where
-- nothing else answers to it, hence without an index; some 70 bytes a boost.
alter table arrivals add column boost_uri text;  -- the wrapper's own; null for no boost
alter table arrivals add column boost_url text;  -- its address, where that differs from its uri
