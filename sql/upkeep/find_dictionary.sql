-- The dictionary that bodies are packed with.
select dictionary_key, body from dictionaries order by dictionary_key desc limit 1
