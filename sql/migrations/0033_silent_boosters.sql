-- Whose boosts say nothing has a voice of 0 beside the others: to the owner's own SQL, which adds
-- voices up to scores, that is none, as for whoever boosted nothing in four weeks.
drop view boosters;
create view boosters as
select arrivals.status_key, booster_key as account_key, accounts.handle as booster,
       min(arrivals.arrived_at_ms) as boosted_at_ms,
       nullif(booster_signals.voice_micro, 0) as voice_micro
  from arrivals
  join accounts on accounts.account_key = booster_key
  left join booster_signals on booster_signals.account_key = booster_key
 where removed_at_ms is null
 group by arrivals.status_key, booster_key;
