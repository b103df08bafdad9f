-- Of how many posts of its author at the same age a percentile is, itself among them; 0: unknown.
alter table pool add column compared_posts integer not null default 0;
