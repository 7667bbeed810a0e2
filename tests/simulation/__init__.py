"""Random histories of one hub and its devices over a bad network: real stores, real rounds, the
real exchange and the real storage. Only HTTP, identity, time and randomness are the simulation's.
"""
