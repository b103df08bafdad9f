-- The owner's words that were said by the moment of the replay.
create temp view said_dials as
select login_key, kind, subject, word, until_ms, said_at_ms
  from main.said_dials
 where said_at_ms <= as_of_ms()
