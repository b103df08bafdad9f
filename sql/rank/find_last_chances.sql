-- What may have a last chance: unseen posts of quiet authors who are followed that leave the store
-- soon, or should have left it already and were kept for this. What the owner put off leaves when
-- they have seen it. An offer in an edition that was opened is one; who had one lately, with
-- whatever old post, is not due another.
--
--   @now_ms          the moment of the draw, unix ms
--   @leaving_ms      what arrived up to then leaves soon, unix ms
--   @had_since_ms    who had a last chance since then has had it, unix ms
--   @leaving_age_ms  the age from which on a post leaves soon, ms
insert into last_chances (status_key)
with

leaving as materialized (
  select author_key, status_key, uri_hash, arrived_ms
    from pool
    join author_signals on account_key = author_key
   where arrived_ms <= @leaving_ms and held = 0 and is_quiet and is_followed
     and not exists (select 1 from actions
                      where actions.uri_hash = pool.uri_hash
                        and kind = 'snooze' and at_ms <= @now_ms
                        and (undone_at_ms is null or undone_at_ms > @now_ms))
),

-- Editions of which something was seen.
opened as materialized (
  select distinct edition
    from exposures
   where kind in ('seen', 'opened') and at_ms <= @now_ms
     and (undone_at_ms is null or undone_at_ms > @now_ms)
),

-- Offers of old posts in them.
had as materialized (
  select author_key, offer.uri_hash, offer.at_ms
    from exposures as offer
    join statuses using (uri_hash)
   where offer.kind = 'offered' and offer.at_ms <= @now_ms
     and author_key in (select author_key from leaving)
     and (offer.at_ms >= @had_since_ms or offer.uri_hash in (select uri_hash from leaving))
     and offer.at_ms - first_seen_at_ms >= @leaving_age_ms
     and (offer.undone_at_ms is null or offer.undone_at_ms > @now_ms)
     and edition in (select edition from opened)
)

select status_key
  from leaving
 where author_key not in (select author_key from had where at_ms >= @had_since_ms)
   and uri_hash not in (select uri_hash from had)
