-- The ledger as of the moment of the replay: what was really served, seen and opened; what was
-- offered before the replay began; and since then what the feed under replay offered, instead of
-- what another did. What was taken back later still stands.
create temp view exposures as
select exposure_key, uri_hash, uri, status_id, kind, at_ms, edition, position, via,
       iif(undone_at_ms <= as_of_ms(), undone_at_ms, null) as undone_at_ms
  from main.exposures
 where at_ms <= as_of_ms() and (kind <> 'offered' or at_ms < replay_since_ms())
 union all
select null, uri_hash, null, null, kind, at_ms, edition, null, 'replay', null
  from replayed_exposures
 where feed = replayed_feed() and at_ms <= as_of_ms()
