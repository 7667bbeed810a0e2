"""The device runtime: a durable local store, the screen's view of it, the loop that syncs it."""
