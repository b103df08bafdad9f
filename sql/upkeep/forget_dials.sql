-- Which words hold is made anew.
delete from dials
