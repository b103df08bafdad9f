-- A boost for followers alone is no more public than such a post. Boosts of before this are taken
-- for public ones, as most are.
alter table arrivals add column boost_visibility text;  -- as the server calls it; null: public, or no boost
