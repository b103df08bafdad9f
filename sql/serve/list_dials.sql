-- The owner's dials that hold at a moment; "usual" is none.
--
--   @now_ms  unix ms
select login_key, kind, subject, word, said_at_ms, until_ms, said_of
  from dials
 where word <> 'usual'
   and said_at_ms <= @now_ms and (until_ms is null or until_ms > @now_ms)
 order by case kind when 'account' then 1 when 'tag' then 2 else 3 end, subject, login_key
