-- Whether there is anything that a status may stand for: a thread of its author's goes on before
-- or after it, or something else has its link. For nearly all there is not, and this says so in a
-- tenth of what list_others.sql takes.
--   @status_key  which
select 1 as found
  from statuses
 where status_key = @status_key
   and (reply = 2
        or exists (select 1
                     from statuses as other
                    where other.link_key = statuses.link_key
                      and other.status_key <> statuses.status_key)
        or exists (select 1
                     from server_ids
                    cross join statuses as later
                       on later.reply_to_id = server_id and later.reply = 2
                    where server_ids.status_key = statuses.status_key))
