-- Whose posts were to be read for holes that are filled.
delete from crawl_turns
 where hole_key not in (select hole_key from holes where state = 'open')
