-- Unseen statuses that wait for an edition, by the lane in which one would come if it were drawn
-- now, as rank/refuse_filtered says it too. Chance has no lane of its own until it is thrown, and
-- what is held back waits for nothing. Of an author who came since the last draw nobody knows more
-- than whether their post came by a boost alone, as those of strangers do.
with
waiting as (
  select author_key, status_key, born_ms, arrived_ms, told from pool where held = 0
  union all
  select author_key, status_key, born_ms, arrived_ms, 0
    from unseen_statuses
   where status_key > (select through_key from pool_extent)
)
select lane, count(*) as posts
  from (select case when told > 0 then 'resurfaced'
                    when not coalesce(is_followed,
                                      exists (select 1 from arrivals
                                               where arrivals.status_key = waiting.status_key
                                                 and booster_key is null))
                      then 'boosted'
                    when is_quiet then 'quiet'
                    when min(arrived_ms, born_ms) < (select max(drawn_at_ms) from editions)
                      then 'missed'
                    else 'fresh' end as lane
          from waiting
          left join author_signals on account_key = author_key)
 group by lane
