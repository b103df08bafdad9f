-- A recording tells what the factors of an edition did that another told of without them.
--   @edition  its number
--   @factors  JSON (core/leaning.ts)
update editions set report = json_set(report, '$.factors', json(@factors))
 where edition = @edition
