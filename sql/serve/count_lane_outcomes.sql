-- Of the entries that were seen, by lane: how many were acted on after the draw, how many opened,
-- and how many either. A wildcard is a uniform draw: what becomes of it is what becomes of a post
-- for which nothing spoke. Imported editions do not say their lanes.
with
looked as (
  select edition, uri_hash, max(kind = 'opened') as is_opened
    from exposures
   where kind in ('seen', 'opened') and edition is not null and undone_at_ms is null
   group by edition, uri_hash
),
judged as (
  select lane, is_opened,
         exists (select 1 from actions
                  where actions.uri_hash = looked.uri_hash and undone_at_ms is null
                    and kind in ('favourite', 'reblog', 'bookmark', 'reply', 'more')
                    and at_ms >= drawn_at_ms) as is_acted_on
    from looked
   cross join editions using (edition)
   cross join entries on entries.uri_hash = looked.uri_hash and entries.edition = looked.edition
   where lane <> 'offered'
)
select lane, count(*) as seen, sum(is_acted_on) as acted_on, sum(is_opened) as opened,
       sum(is_acted_on or is_opened) as taken_up
  from judged
 group by lane
