-- What an edition passed over, by which rule; those of which no rule is kept are left out.
--   @edition  its number
select reason, rule, subject, score_micro, draw_key, coalesce(handle, '') as account
  from passed_over
  left join statuses using (uri_hash)
  left join accounts on account_key = author_key
 where edition = @edition and rule is not null
