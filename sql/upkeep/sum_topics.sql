-- What the owner did with the tags and the site of each candidate: the logarithms' sum over the
-- square root of their number, so that stuffing twenty-five tags does not pay.
update pool
   set topic_micro = summed.topic_micro
  from (
    select status_key, cast(round(max(-916291, min(1252763,
        sum(lift_micro) / sqrt(count(*))))) as integer) as topic_micro
      from (select status_key, lift_micro
              from pool
              join status_tags using (status_key)
              join tags using (tag_key)
              join topic_signals on kind = 'tag' and subject = name
            union all
            select status_key, lift_micro
              from pool
              join links using (link_key)
              join topic_signals on kind = 'site' and subject = site)
     group by status_key
  ) as summed
 where pool.status_key = summed.status_key and pool.topic_micro <> summed.topic_micro
