-- How many unseen posts a dial reaches: of a person, under a tag or with a link to a site; and of
-- those that a person boosted, how many came by nobody else.
--
--   @kind, @subject  account, tag or site; which
--   @now_ms          unix ms
--
-- One by one, `candidates` would be read as a whole for each of them: so the pool is asked, and what
-- came since it took any in.
with
person as (
  select account_key from accounts where @kind = 'account' and handle = @subject
),
about as (
  select status_key
    from person
   cross join posts_by_author on author_key = account_key
  union all
  select status_key
    from person
   cross join statuses on author_key = account_key
   where status_key > (select through_key from posts_extent)
  union all
  select status_key
    from tags
   cross join status_tags using (tag_key)
   where @kind = 'tag' and name = @subject
  union all
  select status_key
    from links
   cross join statuses using (link_key)
   where @kind = 'site' and site = @subject
),
boosted as materialized (
  select distinct arrivals.status_key
    from person
   cross join arrivals on booster_key = account_key
   cross join statuses using (status_key)
   where removed_at_ms is null and arrived_at_ms <= @now_ms and author_key <> booster_key
     and (exists (select 1 from pool where pool.status_key = arrivals.status_key)
       or exists (select 1 from unseen_statuses
                   where unseen_statuses.status_key = arrivals.status_key
                     and arrivals.status_key > (select through_key from pool_extent)))
)
select (select count(*) from about
         where exists (select 1 from pool where pool.status_key = about.status_key)
            or exists (select 1 from unseen_statuses
                        where unseen_statuses.status_key = about.status_key
                          and about.status_key > (select through_key from pool_extent)))
         as posts,
       (select count(*) from boosted) as boosted,
       (select count(*) from boosted
         where not exists (select 1 from arrivals
                            where arrivals.status_key = boosted.status_key
                              and removed_at_ms is null
                              and (booster_key is null
                                   or booster_key not in (select account_key from person))))
         as boosted_alone
