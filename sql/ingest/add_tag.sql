-- A tag not known yet.
--   @name  NFKC, lower case, no #
insert into tags (name) values (@name) on conflict do nothing
