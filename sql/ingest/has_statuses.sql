-- Whether anything came yet.
select exists (select 1 from statuses) as has_any
