-- What kept a candidate of the front from a place, in a form that can be counted: so that `explain`
-- may say what would have changed it. Null where an edition was drawn before this was kept.
alter table passed_over add column rule text;       -- as core/edition.ts names them
alter table passed_over add column subject text;    -- author, booster, site, server; uri of the entry
alter table passed_over add column draw_key real;
alter table passed_over add column to_beat real;    -- drawing key of the least that had its place
alter table passed_over add column besides text;    -- what else would have kept it out

-- The parts of a thread, from one to the next.
create index statuses_by_parent on statuses (reply_to_id) where reply = 2;
