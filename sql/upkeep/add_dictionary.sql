-- A dictionary is kept as long as anything is packed with it, and never changed.
--   @body  its bytes
insert into dictionaries (body) values (@body) on conflict do nothing
