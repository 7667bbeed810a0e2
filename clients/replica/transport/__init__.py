"""How a device reaches its hub: requests, a live socket, and the two framings of both."""
