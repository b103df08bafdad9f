-- The owner's word about a person, tag or site; of two of one moment the one heard last is kept.
--   @login_key, @kind, @subject  whose; account, tag or site; which
--   @word, @until_ms             the word; unix ms, null: for good
--   @said_at_ms                  unix ms
insert into said_dials (login_key, kind, subject, word, until_ms, said_at_ms)
values (@login_key, @kind, @subject, @word, @until_ms, @said_at_ms)
on conflict do update
   set word = excluded.word, until_ms = excluded.until_ms
