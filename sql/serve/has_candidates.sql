-- Whether there is anything to draw from.
select exists (select 1 from candidates where held = 0) as has_any
