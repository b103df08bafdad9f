-- Servers that were blocked as of the moment of the replay, of those that still are.
create temp view refusals_of_domains as
select login_key, domain, since_ms
  from main.refusals_of_domains
 where since_ms <= as_of_ms()
