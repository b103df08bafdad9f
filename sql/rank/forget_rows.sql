-- What the owner's own SQL chose is said anew before each draw of such a feed.
delete from feed_rows
