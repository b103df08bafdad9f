-- What a draw at a moment chooses from, and how many places a day would give everybody whom it may
-- hold their turn by the deadline: of whom the feed leaves out all there is, it may hold nothing;
-- nor of whoever is none of its people, or in none of its lanes, though they have nothing unseen.
--   @now_ms, @since_ms  unix ms
--   @deadline_days      days, >= 1
--   @filtered           1: feed_refusals says what the feed leaves out
--   @own                1: feed_rows says what the owner's own SQL chose
--   @people             JSON list of handles in lower case, those of the feed; or null
--   @quiet, @others     1: the feed has a lane for posts of quiet voices; of everybody else
with
candidate as (
  select author_key, status_key from pool
   where arrived_ms <= @now_ms and arrived_ms >= @since_ms and held = 0
),
admitted as (
  select author_key from candidate
   where (not @filtered or status_key not in (select status_key from feed_refusals))
     and (not @own or status_key in (select status_key from feed_rows))
)
select (select count(*) from admitted) as candidates,
       (select coalesce(sum(round(1e6 / (@deadline_days + 1.0 / posts_per_day))), 0) / 1e6
          from author_signals
         where is_followed
           and (not @filtered and not @own
             or account_key in (select author_key from admitted)
             or account_key not in (select author_key from candidate))
           and (@people is null
             or account_key in (select account_key
                                  from json_each(@people)
                                  join accounts on handle = value))
           and iif(is_quiet, @quiet, @others))
         as turns_a_day
