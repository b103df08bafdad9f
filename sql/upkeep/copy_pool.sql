-- The working pool begins with the candidates that the file's pool holds, of whom nothing is said
-- yet: in its order, so that each page is written once.
insert into temp.pool (author_key, status_key, uri_hash, dice_key, born_ms, arrived_ms, reply,
                       mentions_owner, link_key, boosters)
select author_key, status_key, uri_hash, dice_key, born_ms, arrived_ms, reply, mentions_owner,
       link_key, boosters
  from main.pool
 order by author_key, status_key
