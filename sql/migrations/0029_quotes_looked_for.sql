-- Quotes that were stored before they were noted, and those of servers that send the quoted status
-- itself: every stored text is looked at again, as when a filter changes.
insert into upkeep_marks (name, at_ms, detail)
select 'hiding', 0, '1' from (select 1) where exists (select 1 from payloads)
on conflict do update set detail = cast(detail + 1 as text);
