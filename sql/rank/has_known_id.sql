-- Whether any of these is what a server calls a post of ours.
--   @ids  JSON list of texts
select exists (select 1
                 from json_each(@ids)
                cross join logins
                cross join server_ids using (login_key)
                where server_id = value) as has_any
