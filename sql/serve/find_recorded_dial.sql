-- One of the owner's dials, by its place in their order.
--   @nth  1, 2, 3 …
select kind, subject, word, until_ms
  from (select *, row_number() over (order by login_key, kind, subject, said_at_ms) as nth
          from said_dials)
 where nth = @nth
