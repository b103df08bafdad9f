-- How many texts are damaged that are not packed yet: what stands there is no JSON. SQLite's own
-- look at a file finds damage to its order, and none within a text.
select (select count(*) from payloads where codec = 0 and not json_valid(body))
     + (select count(*) from versions where codec = 0 and not json_valid(body)) as texts
