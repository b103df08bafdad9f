-- None: since when a filter stands is not known, and one that came later must not act before.
create temp view filter_matches as
select status_key, login_key, filter_id, effect, until_ms
  from main.filter_matches
 where false
