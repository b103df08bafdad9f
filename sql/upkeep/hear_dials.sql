-- Which of the owner's words holds when, for whom they are about now.
insert into dials (login_key, kind, subject, word, until_ms, said_at_ms, said_of)
select login_key, kind, subject, word, until_ms, said_at_ms, said_of from heard_dials
