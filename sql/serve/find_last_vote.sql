-- When a vote in a poll was sent from here last.
--   @from, @to  between which addresses the answers to votes are kept
select max(answered_at_ms) as at_ms from client_answers where path >= @from and path < @to
