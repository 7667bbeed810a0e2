"""Checks after a day that nothing was lost, doubled, torn or shown to the wrong people.

It believes the journals, the devices' files and what the hub serves, and computes the rest anew
with plain code of its own: it shares no rule with what it checks.
"""
