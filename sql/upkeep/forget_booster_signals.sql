-- Booster signals are made anew before a draw.
delete from booster_signals
