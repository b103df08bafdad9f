-- How much there is of what cannot be known as of a night of the replay.
--   @from_ms, @to_ms  the first and the last night, unix ms
select (select count(*) from main.filters) as filters,
       (select count(*) from main.refusals_of_people
         where ended_at_ms is null and since_ms > @from_ms)
         + (select count(*) from main.refusals_of_people where ended_at_ms > @from_ms) as mutes,
       count(*) filter (where deleted_at_ms is not null) as deleted,
       count(*) filter (where deleted_at_ms is null and edited_at_ms > @from_ms) as edited,
       count(*) filter (where deleted_at_ms is null and came_home
                          and not exists (select 1 from main.snapshots
                                           where snapshots.status_key = statuses.status_key
                                             and age_class < 3)) as uncounted,
       count(*) as posts
  from main.statuses
 where first_seen_at_ms > @from_ms - 14 * 86400000 and first_seen_at_ms <= @to_ms
