"""What the storm tells the nursery and its devices, and what they say back: one JSON line each."""

import msgspec


class Start(msgspec.Struct, frozen=True, tag=True, kw_only=True):
    """A device process is to begin.

    ``url``: the server as this device reaches it. ``code``: enrols it; None where ``store`` is a
    restored copy. ``copy``: (minute, path), when and where to copy the store away. ``ahead_ms``:
    how far the device's clock is wrong. ``socket``: whether its network lets a WebSocket through.
    """

    device: str
    store: str
    journal: str
    result: str
    url: str
    code: str | None
    copy: tuple[float, str] | None = None
    ahead_ms: int = 0
    socket: bool = True


class Finish(msgspec.Struct, frozen=True, tag=True):
    """A device is to stop acting, sync once more, and end."""

    device: str


Order = Start | Finish


class Status(msgspec.Struct, frozen=True, tag=True):
    """How a device is: mutations waiting, and needing a person; acts done, still to do (their
    minute has come, their record has not), and skipped; records in conflict."""

    device: str
    link: str
    ready: bool
    waiting: int
    needs: int
    done: int
    due: int
    ahead: int
    conflicts: int


class Ended(msgspec.Struct, frozen=True, tag=True):
    """A device process is over."""

    device: str
    status: int


Report = Status | Ended


class Outcome(msgspec.Struct):
    """What a device says of itself at the end. ``digest``: whether the hub's checksum agreed.
    ``receipt``: whether the hub signed that everything is in. ``unmet``: acts whose record never
    came; ``impossible``: acts for which the screen offered no step. ``rekeyed``: whether its
    history had parted from the hub's, and it took another id."""

    digest: bool
    receipt: bool
    mended: int
    rekeyed: bool
    done: int
    unmet: int
    impossible: int
