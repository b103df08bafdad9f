-- The number that the next edition gets.
select coalesce(max(edition), 0) + 1 as edition from editions
