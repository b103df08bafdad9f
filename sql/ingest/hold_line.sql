-- Holds a line of a recording until its end.
--   @at_ms          when it happened, unix ms
--   @is_exposure    0, 1
--   @line, @number  its text, and which line
insert into temp.held_lines (at_ms, is_exposure, line, number)
values (@at_ms, @is_exposure, @line, @number)
