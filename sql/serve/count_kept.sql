-- How much a copy holds; of any version of the schema.
select (select count(*) from statuses)   as statuses,
       (select count(*) from payloads where codec = 0)
         + (select count(*) from payloads where codec <> 0) as bodies,
       (select count(*) from arrivals)   as arrivals,
       (select count(*) from exposures)  as exposures,
       (select count(*) from actions)    as actions,
       (select count(*) from editions)   as editions
