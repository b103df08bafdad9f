-- Whom and what the owner can set a dial on from a status: its author, its tags, its site.
--   @status_key  which
select 'account' as kind, handle as subject, 0 as place
  from statuses
  join accounts on account_key = author_key
 where status_key = @status_key
 union all
select 'tag', name, 1
  from status_tags
  join tags using (tag_key)
 where status_key = @status_key
 union all
select 'site', site, 2
  from statuses
  join links using (link_key)
 where status_key = @status_key
 order by place, subject
