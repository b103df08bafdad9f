-- Changes with whatever is written: by this connection, or by another.
select total_changes() as own_changes, data_version as others_changes
  from pragma_data_version
