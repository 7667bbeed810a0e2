"""What the tests of the device's session share."""

from typing import Any

import msgspec
from msgspec import Raw

from schemas.wire.down import Answer
from sync.clock import stamp_at
from sync.replica import ask, begin
from sync.session import Asked, Session, State, Written

NOW = 1_800_000_000_000
AT = stamp_at(NOW)
OPS = b'[["item","i",{},{"price":1}]]'


def written(n: int, state: State = "pending", *, replica: str = "me", **more: Any) -> Written:
    uid = f"u{n:011d}"
    row = Written(n, replica, n, uid, "nonce123", "actor", AT + n, OPS, state=state)
    return msgspec.structs.replace(row, **more)


def session(**more: Any) -> Session:
    return msgspec.structs.replace(begin("me", AT), **{"pull": "follow", "cursor": "c1", **more})


def asked(start: Session, count: int = 0, **more: Any) -> Asked:
    rows = [written(start.after[0] + i) for i in range(1, count + 1)]
    _, made = ask(start, rows, [], NOW)
    return msgspec.structs.replace(made, **more)


def answer(**more: Any) -> Answer[Raw]:
    return Answer(at=AT, **more)


def nobody(_: int) -> None:
    return None


def arrivals() -> list[tuple[str, list[Raw]]]:
    return [("item", [Raw(b'{"id":"i"}')])]
