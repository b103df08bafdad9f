-- 1 where anything was had of a status, or done to it, that is known by the server's id alone.
select exists (select 1 from exposures where uri is not null)
    or exists (select 1 from actions where uri is not null) as found
