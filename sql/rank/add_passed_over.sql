-- A candidate of the front that got no place, and why not.
--   @edition, @uri_hash                where, which
--   @reason, @besides                  a sentence; what else would have kept it out, or null
--   @rule, @subject                    the same to be counted: core/edition.ts, PASSING_RULES
--   @score_micro, @draw_key, @signals  as for an entry
--   @to_beat                           drawing key of the least that had its place, or null
insert into passed_over (edition, uri_hash, reason, besides, rule, subject, score_micro, draw_key,
    to_beat, signals)
values (@edition, @uri_hash, @reason, @besides, @rule, @subject, @score_micro, @draw_key, @to_beat,
    @signals)
on conflict do nothing
