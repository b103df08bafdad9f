-- Every stretch whose arrivals we know we may have missed, earliest first.
select from_ms, to_ms, state
  from holes
 order by from_ms, login_key
