-- Topic signals are made anew before a draw.
delete from topic_signals
