"""The demonstration: a believable organisation, its day, and a network that misbehaves."""
