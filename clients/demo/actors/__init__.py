"""Everybody of the demonstration at work: each device a process of its own, with its own store."""
