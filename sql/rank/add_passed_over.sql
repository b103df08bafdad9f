-- A candidate of the front that got no place, and why not.
--   @edition, @uri_hash        where, which
--   @reason                    a sentence
--   @score_micro, @signals     as for an entry
insert into passed_over (edition, uri_hash, reason, score_micro, signals)
values (@edition, @uri_hash, @reason, @score_micro, @signals)
on conflict do nothing
