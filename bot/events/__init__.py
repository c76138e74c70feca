"""Events: what there is to attend, who has a seat, who waits for one, and how both are found and told."""
