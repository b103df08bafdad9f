-- Nothing stands in the pool: upkeep/pour_candidates pours all that was unseen as of the moment.
update temp.pool_extent set through_key = 0
