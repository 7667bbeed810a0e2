"""What the hub notes of a device's rounds: the ground of the late-writer rule, and of purging.

A round that ends with an empty outbox and a last page leaves the device *clean* at the position of
that page, if the page arrived. So the position is only *offered* at first; the cursor of a later
round proves it. A device that never proves anything is taken at the hub's word in the end: nobody
stays a late writer by holding back a cursor.
"""

import msgspec

from server.storage.needs import Replica

PATIENCE = 20
"""Rounds after which an offered position counts without proof."""


class Contact(msgspec.Struct):
    """One round. ``proved``: the position of the cursor that came. ``issued``: that of the cursor
    that went out, where the round left nothing to do; 0 where it did. ``at``: ms. ``idle``: it
    brought all that the device had to send."""

    organisation: str
    replica: str
    proved: int
    issued: int
    at: int
    idle: bool


def meet(row: Replica, contact: Contact) -> None:
    """Takes a round into the replica's row, in place."""
    row.contact = max(row.contact, contact.at)
    row.read = max(row.read, contact.proved)
    # A poll says nothing of what waits on the device, which may have been written before it read
    # this far, and would be refused when it comes.
    if row.offered > row.clean and contact.idle:
        row.unproved += 1
        if contact.proved >= row.offered or row.unproved >= PATIENCE:
            row.clean, row.unproved = row.offered, 0
    row.offered = max(row.offered, contact.issued)
