-- Stretches in which nothing came, many times longer than what came around them was apart.
--   @login_key                 whose home
--   @from_ms, @until_ms        of when anything came that says how far apart that is, unix ms
--   @ended_after_ms            those that ended since, unix ms
--   @times                     how many times longer, > 1
--
-- The plus keeps SQLite from reading all that the login ever received: the index by time is meant.
with

moments as (
  select distinct arrived_at_ms
    from arrivals
   where arrived_at_ms between @from_ms and @until_ms
     and +login_key = @login_key and how <> 'crawl'
),

apart as (
  select lag(arrived_at_ms) over (order by arrived_at_ms) as from_ms, arrived_at_ms as to_ms
    from moments
),

-- Of nights what comes before and after them is apart, too: the slower of both is meant.
surrounded as (
  select from_ms, to_ms,
         avg(to_ms - from_ms) over (order by to_ms rows between 20 preceding and 1 preceding)
           as before_ms,
         avg(to_ms - from_ms) over (order by to_ms rows between 1 following and 20 following)
           as after_ms
    from apart
   where from_ms is not null
)

select from_ms, to_ms
  from surrounded
 where to_ms > @ended_after_ms
   and to_ms - from_ms > @times * max(before_ms, after_ms)
 order by from_ms
