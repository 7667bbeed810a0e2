"""REST for every entity, derived from its declaration."""
