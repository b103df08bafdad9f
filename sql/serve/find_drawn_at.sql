-- When an edition was drawn.
--   @edition  its number
select drawn_at_ms from editions where edition = @edition
