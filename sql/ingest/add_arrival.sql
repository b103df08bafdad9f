-- One entry of the home as it reached us.
--   @login_key, @server_id    whose home, the entry's own id
--   @status_key               the inner status
--   @booster_key              who boosted it, null for no boost
--   @entered_at_ms            when it entered the home, unix ms
--   @arrived_at_ms            our clock, unix ms
--   @how                      stream, sweep, crawl, import
--   @boost_uri, @boost_url    what a boost itself is called, null for no boost
--   @boost_visibility         of a boost that is not public; null for all others
insert into arrivals (login_key, server_id, status_key, booster_key, entered_at_ms, arrived_at_ms,
    how, boost_uri, boost_url, boost_visibility)
values (@login_key, @server_id, @status_key, @booster_key, @entered_at_ms, @arrived_at_ms, @how,
    @boost_uri, @boost_url, @boost_visibility)
on conflict do nothing
