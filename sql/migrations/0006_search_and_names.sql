-- Full text by words. Trigrams find nothing of two letters, which most Chinese and Japanese words
-- have, and take three times the room; words that are written without spaces are spaced before.
drop table texts;
create virtual table texts using fts5 (
  body, content = '', contentless_delete = 1, tokenize = 'unicode61 remove_diacritics 2'
);

-- What is known by the server's id alone, until its status comes: hardly ever anything.
create index exposures_unnamed on exposures (uri_hash) where uri is not null;
create index actions_unnamed on actions (login_key, uri_hash) where uri is not null;
