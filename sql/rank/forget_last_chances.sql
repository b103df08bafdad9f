-- Before they are found anew.
delete from last_chances
