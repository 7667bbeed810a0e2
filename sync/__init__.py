"""How records merge and travel: pure, with no I/O, no clock and no randomness of its own."""
