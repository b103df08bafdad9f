-- What a recording says was deleted before it told of it: its lines may come in any order.
create table early_deletes (
  login_key        integer not null references logins,
  server_id        text    not null,
  deleted_at_ms    integer not null,
  primary key (login_key, server_id)
) strict, without rowid;
