-- The last moment at which a recording told of a status as being there: what it says of a deletion
-- before that is overruled, in whatever order its lines come. Counts cannot say it: a line may be
-- without them, and an edit brings some but nothing back.
alter table statuses add column looked_at_ms integer;
