-- How many texts are damaged that are not packed yet, of posts and of profiles: what stands there
-- is no JSON. SQLite's own look at a file finds damage to its order, and none within a text of a
-- post; within a profile only where the file may be written.
select (select count(*) from payloads where codec = 0 and not json_valid(body))
     + (select count(*) from versions where codec = 0 and not json_valid(body))
     + (select count(*) from accounts where not json_valid(profile)) as texts
