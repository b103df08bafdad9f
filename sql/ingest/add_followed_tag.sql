-- A tag that the owner follows.
--   @login_key, @tag_key  whose, which
insert into followed_tags (login_key, tag_key) values (@login_key, @tag_key)
on conflict do update set ended_at_ms = null
