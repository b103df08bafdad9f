-- Everybody was read for a hole: what can be had of it is here.
--   @hole_key  which
--   @unproven  what cannot be proven, a JSON array of texts
update holes set state = 'crawled', unproven = @unproven where hole_key = @hole_key
