-- Whether a status that is new here is a candidate, by the rules of add_candidate: 1, else 0.
--   @author_key  who wrote it
--   @uri_hash    64 bits, of its name
select not exists (select 1 from logins where owner_key = @author_key)
   and not exists (select 1 from exposures
                    where uri_hash = @uri_hash
                      and kind in ('seen', 'opened') and undone_at_ms is null)
   and not exists (select 1 from actions
                    where uri_hash = @uri_hash
                      and kind in ('favourite', 'reblog', 'bookmark', 'reply')
                      and undone_at_ms is null) as may_be
