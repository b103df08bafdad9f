-- What the owner does with posts in the language that an author writes most: ln of its lift, as far
-- as too little of theirs was seen.
alter table author_signals add column language_micro integer not null default 0;

drop view authors;
create view authors as
select account_key, is_followed, posts_per_day, is_quiet, affinity_micro, language_micro,
       voices_micro, voiced_posts, last_turn_ms
  from author_signals;
