-- Tags are told without accents now, as Mastodon tags posts: what was written with them is the same
-- tag. The letters are those of core/status_facts.
create temp table folded as
with recursive
letters as (
  select 'àáâãäåāăąçćĉċčðďđèéêëēĕėęěĝğġģĥħìíîïĩīĭįıĵķĸĺļ'
         || 'ľłñńņňŋòóôõöøōŏőŕŗřśŝşšșţťŧțùúûüũūŭůűųŵýÿŷźżž' as accented,
         'aaaaaaaaacccccdddeeeeeeeeegggghhiiiiiiiiijkkll'
         || 'llnnnnnooooooooorrrsssssttttuuuuuuuuuuwyyyzzz' as plain
),
folding (name, folded, nth) as (
  select name, name, 1 from tags where name glob '*[à-ț]*'
  union
  select subject, subject, 1 from said_dials where kind = 'tag' and subject glob '*[à-ț]*'
  union
  select name, replace(folded, substr(accented, nth, 1), substr(plain, nth, 1)), nth + 1
    from folding, letters
   where nth <= length(accented)
)
select name, folded from folding, letters where nth > length(accented) and folded <> name;

insert or ignore into tags (name)
select folded from temp.folded join tags using (name) group by folded;

insert or ignore into status_tags (status_key, tag_key)
select status_key, new_tag.tag_key
  from temp.folded
  join tags using (name)
  join status_tags using (tag_key)
  join tags as new_tag on new_tag.name = folded;
delete from status_tags
 where tag_key in (select tag_key from temp.folded join tags using (name));

-- Followed under either name, it is followed.
insert into followed_tags (login_key, tag_key, ended_at_ms)
select login_key, new_tag.tag_key, ended_at_ms
  from temp.folded
  join tags using (name)
  join followed_tags using (tag_key)
  join tags as new_tag on new_tag.name = folded
 where true
on conflict do update set ended_at_ms = iif(ended_at_ms is null, null, excluded.ended_at_ms);
delete from followed_tags
 where tag_key in (select tag_key from temp.folded join tags using (name));

delete from tags where name in (select name from temp.folded);

update or replace said_dials
   set subject = (select folded from temp.folded where name = subject)
 where kind = 'tag' and subject in (select name from temp.folded);
delete from dials where kind = 'tag';
insert into dials (login_key, kind, subject, word, until_ms, said_at_ms, said_of)
select login_key, kind, subject, word, until_ms, said_at_ms, said_of
  from heard_dials
 where kind = 'tag';
drop table temp.folded;
