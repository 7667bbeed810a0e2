"""The durable local database of one device."""
