-- One line of the ledger.
--   @exposure_key  which
select exposures.status_id, kind, at_ms, via, coalesce(statuses.uri, exposures.uri) as uri,
       drawn_at_ms, exposures.position,
       (select server_id from server_ids where server_ids.status_key = statuses.status_key
         order by login_key limit 1) as server_id
  from exposures
  left join statuses on statuses.uri_hash = exposures.uri_hash
  left join editions on editions.edition = exposures.edition
 where exposure_key = @exposure_key
