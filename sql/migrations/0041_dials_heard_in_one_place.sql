-- Which of the owner's words holds when is worked out by sql/upkeep/hear_dials.sql, who alone asked
-- this view; and nothing ever wrote into this table.
drop view heard_dials;
drop table mentions;
