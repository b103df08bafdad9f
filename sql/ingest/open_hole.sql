-- A stretch begins of which we may miss arrivals. One that began there already
-- stays, with the end that is told now: who comes back to a server has missed what came since.
--   @login_key       whose home
--   @from_ms         unix ms
--   @to_ms           unix ms, null while it lasts
--   @state           open, swept, crawled
--   @noticed_at_ms   unix ms
--   @detail          why
insert into holes (login_key, from_ms, to_ms, state, noticed_at_ms, detail)
values (@login_key, @from_ms, @to_ms, @state, @noticed_at_ms, @detail)
on conflict (login_key, from_ms) do update
   set to_ms = excluded.to_ms, state = excluded.state
