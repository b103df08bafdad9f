-- Whether the reader saw a status.
--
--   @uri_hash  64 bits of its uri
select exists (select 1
                 from exposures
                where exposures.uri_hash = @uri_hash
                  and kind in ('seen', 'opened')
                  and undone_at_ms is null) as is_seen
