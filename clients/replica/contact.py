"""What the person should know of the connection and the queue."""

from typing import Literal

import msgspec

Link = Literal["unknown", "offline", "online", "live"]
"""What is known of the network from real contact: nothing yet, none, requests, an open socket."""


class Contact(msgspec.Struct, frozen=True):
    """The connection as the person should see it. ``last``: when the hub last answered (ms, device
    time), 0 for never. ``tell``: it has been away for so long that the person should know.
    ``problem``: the code of what keeps the device from syncing though there is contact.
    """

    link: Link = "unknown"
    last: int = 0
    tell: bool = False
    problem: str | None = None


class Stats(msgspec.Struct, frozen=True):
    """Figures for the pill and the sync centre."""

    waiting: int
    needs_you: int
    photos: int
    records: int
    contact: Contact
    complete: bool
    upgrade: bool
