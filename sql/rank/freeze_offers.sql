-- The entries of an edition that was frozen enter the ledger, made ready as offers of edition 0.
--   @edition  its number
insert into main.exposures (uri_hash, uri, status_id, kind, at_ms, edition, position, via)
select ready.uri_hash, iif(status_key is null, frozen.uri, null), status_id, kind, at_ms, @edition,
       ready.position, via
  from exposures as ready
  join main.entries as frozen on frozen.edition = @edition and frozen.position = ready.position
 where ready.edition = 0
 order by exposure_key
on conflict do nothing
