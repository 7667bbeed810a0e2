"""Brings the demonstration's organisation into a server, through the same doors as everybody."""
