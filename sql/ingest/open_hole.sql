-- A stretch begins of which we may miss arrivals. One that began there already stays.
--   @login_key       whose home
--   @from_ms         unix ms
--   @to_ms           unix ms, null while it lasts
--   @state           open, swept, crawled
--   @noticed_at_ms   unix ms
--   @detail          why
insert into holes (login_key, from_ms, to_ms, state, noticed_at_ms, detail)
values (@login_key, @from_ms, @to_ms, @state, @noticed_at_ms, @detail)
on conflict (login_key, from_ms) do update
   set to_ms = coalesce(excluded.to_ms, to_ms), state = excluded.state
