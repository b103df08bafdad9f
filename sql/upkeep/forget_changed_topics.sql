-- Tags and sites of which the file says something else than the working table make room.
delete from main.topic_signals
 where not exists (select 1 from temp.topic_signals as working
                    where working.kind = topic_signals.kind
                      and working.subject = topic_signals.subject
                      and working.lift_micro = topic_signals.lift_micro)
