-- Nothing is held back, until upkeep/hold_back says anew what is.
update pool set held = 0 where held <> 0
