-- Unseen statuses that wait for an edition, by the lane in which one would come if it were drawn
-- now. Chance has no lane of its own until it is thrown, and what is held back waits for nothing.
select lane, count(*) as posts
  from (select case when offers > 0 then 'resurfaced'
                    when not is_followed then 'boosted'
                    when is_quiet then 'quiet'
                    when min(arrived_ms, born_ms) < (select max(drawn_at_ms) from editions)
                      then 'missed'
                    else 'fresh' end as lane
          from candidates
          left join author_signals on account_key = author_key
         where held = 0)
 group by lane
