-- A candidate of the front that got no place, and why not.
--   @edition, @uri_hash              where, which
--   @reason                          a sentence
--   @rule, @subject                  the same to be counted: core/edition.ts, PASSING_RULES
--   @score_micro, @draw_key, @signals  as for an entry
insert into passed_over (edition, uri_hash, reason, rule, subject, score_micro, draw_key, signals)
values (@edition, @uri_hash, @reason, @rule, @subject, @score_micro, @draw_key, @signals)
on conflict do nothing
