-- The holes that were noticed by the moment of the replay, as they stand today.
create temp view holes as
select hole_key, login_key, from_ms, iif(to_ms <= as_of_ms(), to_ms, null) as to_ms, state,
       noticed_at_ms, recovered, detail, unproven
  from main.holes
 where noticed_at_ms <= as_of_ms()
