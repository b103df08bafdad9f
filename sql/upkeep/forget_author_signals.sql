-- Author signals are made anew before a draw.
delete from author_signals
