-- 1 where a server has let go anything that stays here.
select exists (select 1 from absences) as found
