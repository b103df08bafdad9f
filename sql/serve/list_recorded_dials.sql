-- All that the owner said of people, tags and sites, in the order by which list_history numbers it.
select kind, subject, word, until_ms
  from said_dials
 order by login_key, kind, subject, said_at_ms
