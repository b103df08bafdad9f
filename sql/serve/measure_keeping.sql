-- What keeping takes: bodies as text and packed, and how large one of each is, by the latest of
-- the texts and the oldest of the packed. Mean bytes are null where there is none.
--   @sample  how many are looked at, of each kind
select (select count(*) from payloads where codec = 0)
         + (select count(*) from payloads where codec <> 0) as bodies,
       (select count(*) from payloads where codec = 0)  as as_text,
       (select avg(length(cast(body as blob)))
          from (select body from payloads where codec = 0 order by observed_at_ms desc
                 limit @sample))                        as text_bytes,
       (select avg(length(body))
          from (select body from payloads where codec <> 0 order by observed_at_ms
                 limit @sample))                        as packed_bytes,
       (select count(*) from statuses)                  as statuses
