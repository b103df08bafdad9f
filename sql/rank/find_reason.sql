-- Why an edition left a status out that it considered; the rule is null where it was drawn before
-- that was kept.
--   @uri_hash  64 bits
--   @edition   its number
select reason, besides, rule, subject, score_micro, draw_key, to_beat,
       iif(json_valid(signals), signals, '{}') as signals
  from passed_over
 where edition = @edition and uri_hash = @uri_hash
