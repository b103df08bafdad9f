-- Which SQLite this is.
select sqlite_version() as version
