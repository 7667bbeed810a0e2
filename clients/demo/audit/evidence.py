"""What the audit looks at: per device its journal, its file, and what the hub says to it."""

from collections.abc import Iterator
from typing import Any

import msgspec

from clients.demo.actors.journal import Deed, Key
from clients.demo.actors.orders import Outcome

Document = dict[str, Any]
Verdict = tuple[str, Any]
"""(state, what was named), as (``merged``, None) or (``refused``, [code, ...])."""

ACCEPTED = frozenset({"merged", "conflict", "parted"})


class Row(msgspec.Struct, frozen=True, kw_only=True):
    """One mutation in a device's outbox. ``stamp``: as it was fixed. ``detail``: what the verdict
    named."""

    uid: str
    replica: str
    n: int
    state: str
    stamp: int
    detail: Any = None

    @property
    def accepted(self) -> bool:
        """Whether its effects are in, all or in parts."""
        return self.state in ACCEPTED

    @property
    def parted(self) -> set[tuple[str, str, str]]:
        """The parts that were left out: (entity, id, field)."""
        if self.state != "parted":
            return set()
        return {(entity, id, field) for entity, id, field, _ in self.detail}


class Held(msgspec.Struct, frozen=True, kw_only=True):
    """One device at the end of the day.

    ``base``: the records in its file; ``staged``: those that still wait for the rest of a page.
    ``file``: the file's bytes. ``served``: what the hub gives this device from nothing. ``agrees``:
    whether the hub's checksum is the one of the base. ``verdicts``: uid -> what the hub says when
    it is handed the same mutation again.
    """

    device: str
    person: str
    replica: str
    base: dict[Key, Document]
    staged: int
    rows: dict[str, Row]
    file: bytes
    deeds: list[Deed]
    outcome: Outcome | None
    served: dict[Key, Document]
    agrees: bool
    verdicts: dict[str, Verdict]


class Evidence(msgspec.Struct, frozen=True):
    """All devices, by name."""

    devices: dict[str, Held]

    def records(self) -> dict[Key, Document]:
        """Everything that the hub serves to anybody."""
        found: dict[Key, Document] = {}
        for held in self.devices.values():
            found |= held.served
        return found

    def rows(self) -> dict[str, Row]:
        """Uid -> its outbox row; a mutation that a restored copy has too counts once."""
        found: dict[str, Row] = {}
        for held in self.devices.values():
            for uid, row in held.rows.items():
                if uid not in found or row.accepted:
                    found[uid] = row
        return found

    def accepted(self) -> Iterator[tuple[Deed, Row]]:
        """Every deed whose effects are in, once."""
        rows, counted = self.rows(), set[str]()
        for held in self.devices.values():
            for deed in held.deeds:
                row = rows.get(deed.uid)
                if row is not None and row.accepted and deed.uid not in counted:
                    counted.add(deed.uid)
                    yield deed, row


class Finding(msgspec.Struct, frozen=True):
    """Something that is not as it must be. ``check``: which rule it breaks."""

    check: str
    device: str
    text: str
