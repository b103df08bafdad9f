-- Says in the file what the working table says of tags and sites, where that is missing there.
insert into main.topic_signals (kind, subject, lift_micro)
select kind, subject, lift_micro
  from temp.topic_signals
 where true
on conflict do nothing
