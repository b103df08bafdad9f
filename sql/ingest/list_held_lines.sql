-- The next of the lines that were held, in the order of time.
--   @at_ms, @is_exposure, @number  the last that was read
--   @limit                         most of them
select at_ms, is_exposure, number, line
  from temp.held_lines
 where (at_ms, is_exposure, number) > (@at_ms, @is_exposure, @number)
 order by at_ms, is_exposure, number
 limit @limit
