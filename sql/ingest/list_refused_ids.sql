-- The server's ids of all whom the owner mutes or blocks, or once did.
select distinct login_key, account_key, server_id
  from refusals_of_people
  join account_ids using (login_key, account_key)
