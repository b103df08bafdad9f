-- What a server has let go for its age, or lost, and nothing says that it was deleted: it stays
-- here, and the server is asked about it no more.
create table absences (
  login_key        integer not null references logins,
  server_id        text    not null,              -- the entry's own id
  noticed_at_ms    integer not null,
  primary key (login_key, server_id)
) strict, without rowid;
