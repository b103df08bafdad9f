-- Follows whose settings were never asked for, or the longest ago: their ids at the server. Who has
-- boosted comes first of those: their boosts may be hidden.
--   @login_key   whose
--   @before_ms   asked for before this, unix ms
--   @limit       most rows
select account_ids.server_id,
       exists (select 1 from arrivals where booster_key = follows.account_key) as has_boosted
  from follows
  join account_ids using (login_key, account_key)
 where login_key = @login_key and ended_at_ms is null
   and coalesce(settings_at_ms, 0) < @before_ms
 order by coalesce(settings_at_ms, 0),
          has_boosted desc,
          follows.account_key
 limit @limit
