-- What is asked of all editions for a page, found at once however many there were: the newest that
-- was drawn of each feed, and which goes on from another.
create index editions_drawn on editions (feed) where came_from = 'draw';
create index editions_continuing on editions (json_extract(report, '$.continues'))
  where json_extract(report, '$.continues') is not null;
