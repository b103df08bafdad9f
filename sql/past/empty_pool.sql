-- The pool of the last night is no use for the next: what was seen since must go.
delete from temp.pool
