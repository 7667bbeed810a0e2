"""What can go wrong on a device.

DeviceError
├── NotEnrolled        the store has no identity yet (or lost it): enrol it
├── StoreInUse         another process has the store open
├── NotSaved           the write did not reach the disk; nothing was recorded
├── NoNumberLeft       no number of that series is left until the next contact
└── TransportError
    ├── Unreachable    no contact: nothing is known of what became of the request
    └── Rejected       the server answered with a problem
        ├── Unauthorised   401: the token is over or not valid
        ├── Throttled      429 or 503: come again later
        └── Broken         any other 5xx
"""

from typing import Any


class DeviceError(Exception):
    """Anything that this package raises by itself."""


class NotEnrolled(DeviceError):
    """The store has no identity: nothing can be recorded under a name of its own."""


class StoreInUse(DeviceError):
    """Another process has the store open."""


class NotSaved(DeviceError):
    """The write did not reach the disk, and nothing of it was kept."""


class NoNumberLeft(DeviceError):
    """The blocks of this series are used up; the next contact brings new ones."""


class TransportError(DeviceError):
    """A request that did not succeed. ``retry_after``: the seconds that the server asked for."""

    retry_after: float | None = None


class Unreachable(TransportError):
    """No contact: the network, the host or the connection failed, or the time was up."""


class Rejected(TransportError):
    """The server answered with a problem (RFC 9457).

    ``code``: its stable code, out of :data:`schemas.problems.CATALOGUE`; for an answer that is no
    problem document (from a proxy on the way, say) it is ``http/STATUS``.
    """

    def __init__(self, status: int, document: dict[str, Any], retry_after: float | None) -> None:
        self.status = status
        self.code = str(document.get("code") or f"http/{status}")
        self.document = document
        self.retry_after = retry_after
        super().__init__(f"{self.code}: {document.get('detail') or document.get('title') or ''}")


class Unauthorised(Rejected):
    """The token is over or not valid."""


class Throttled(Rejected):
    """Too many requests, or the server is busy: the same request will do later."""


class Broken(Rejected):
    """The server failed."""


def rejected(status: int, document: dict[str, Any], retry_after: float | None) -> Rejected:
    """The exception for a problem document."""
    kind = Rejected
    if status == 401:
        kind = Unauthorised
    elif status in {429, 503}:
        kind = Throttled
    elif status >= 500:
        kind = Broken
    return kind(status, document, retry_after)
