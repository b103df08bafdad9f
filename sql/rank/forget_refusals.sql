-- What the filters of a feed leave out is said anew before each draw of a feed that has any.
delete from feed_refusals
