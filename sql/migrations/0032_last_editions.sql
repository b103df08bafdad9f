-- The newest drawn edition of each feed is asked for with every page of an API, and found at once,
-- however many editions there were.
create index editions_drawn on editions (feed) where came_from = 'draw';
