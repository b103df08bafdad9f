-- What upkeep has done, and how far it came.
--   @name, @detail  of what, text
--   @at_ms          unix ms
insert into upkeep_marks (name, at_ms, detail) values (@name, @at_ms, @detail)
on conflict do update set at_ms = excluded.at_ms, detail = excluded.detail
