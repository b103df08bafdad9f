-- What an edition passed over, by which rule; those of which no rule is kept are left out.
--   @edition  its number
select reason, rule, subject, score_micro, draw_key
  from passed_over
 where edition = @edition and rule is not null
