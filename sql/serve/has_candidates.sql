-- Whether there is anything to draw from.
select exists (select 1 from pool where held = 0) as has_any
