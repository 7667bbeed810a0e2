"""A day under way: the server, the bad network and all devices as processes, by one clock."""
