-- A link not known yet.
--   @url   normalised
--   @site  its host
insert into links (url, site) values (@url, @site) on conflict do nothing
