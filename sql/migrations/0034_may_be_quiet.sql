-- Who is quiet is known after a week of listening; before, whoever may be has the short deadline.
alter table author_signals add column may_be_quiet integer not null default 0;
