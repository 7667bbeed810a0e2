"""A tiny day on which nothing went wrong, as evidence: what the audit's tests doctor."""

from typing import Any

from clients.demo.actors.journal import Add, Count, Deed, Key
from clients.demo.actors.orders import Outcome
from clients.demo.audit.evidence import Document, Evidence, Held, Row

DISPATCHER, DRIVER, BARISTA, ORGANISER = "p-dispatcher", "p-driver", "p-barista", "p-organiser"
SERIES = "delivery_order.number"
OUTCOME = Outcome(digest=True, receipt=True, mended=0, rekeyed=False, done=1, unmet=0, impossible=0)


def record(entity: str, id: str, vector: dict[str, int], **values: Any) -> tuple[Key, Document]:
    """A record as the hub serves it; ``meta`` adds to what it says about itself."""
    meta = {"v": vector, **values.pop("meta", {})}
    return (entity, id), {"id": id, **values, "_": meta}


def records() -> dict[Key, Document]:
    """Everything that there is: a route with a stop, a station with a counted shelf, a message."""
    people = {DISPATCHER: "dispatcher", DRIVER: "driver", BARISTA: "barista",
              ORGANISER: "organiser"}  # fmt: skip
    conflict = [["後門", ["drive", 2], 9, DRIVER], ["前門", ["desk", 2], 8, DISPATCHER]]
    return dict(
        [
            *(record("person", id, {"desk": 1}, name=id, role=role) for id, role in people.items()),
            record("customer", "c1", {"desk": 2, "drive": 2}, name="王太太", cylinders=1,
                   note="後門", meta={"c": {"note": conflict}}),
            record("customer", "c2", {"desk": 1}, name="李先生", cylinders=2),
            record("vehicle", "v1", {"desk": 1, "drive": 1}, plate="ABC-1", full=8, empty=1),
            record("delivery_order", "o1", {"desk": 3}, customer="c1", number=101),
            record("delivery_order", "o2", {"desk": 3}, customer="c2", number=102),
            record("route", "r1", {"desk": 1}, driver=DRIVER, vehicle="v1"),
            record("stop", "s1", {"desk": 1, "drive": 1}, route="r1", order="o1", customer="c1"),
            record("delivery", "d1", {"drive": 1}, stop="s1", route="r1", left=2, empties=1),
            record("station", "t1", {"desk": 1}, baristas=[BARISTA]),
            record("inventory_item", "i1", {"desk": 1, "bar": 3}, station="t1", stock=37,
                   meta={"k": {"stock": [45, -8]}}),
            record("message", "m1", {"bar": 1}, author=BARISTA, from_station="t1"),
        ]
    )  # fmt: skip


OFFICE = frozenset({"customer", "vehicle", "delivery_order", "route", "stop", "delivery"})
SHOWN: dict[str, frozenset[Key]] = {
    DISPATCHER: frozenset(key for key in records() if key[0] in OFFICE),
    DRIVER: frozenset({("customer", "c1"), ("vehicle", "v1"), ("delivery_order", "o1"),
                       ("route", "r1"), ("stop", "s1"), ("delivery", "d1")}),
    BARISTA: frozenset({("inventory_item", "i1"), ("message", "m1")}),
    ORGANISER: frozenset({("inventory_item", "i1")}),
}  # fmt: skip


def held(device: str, person: str, rows: list[Row], deeds: list[Deed]) -> Held:
    """A device that holds what its person may see."""
    mine = {
        key: document
        for key, document in records().items()
        if key in SHOWN[person] or key[0] in {"person", "station"}
    }
    return Held(
        device=device, person=person, replica=rows[0].replica if rows else "idle",
        base=mine, staged=0, rows={row.uid: row for row in rows},
        file=b"".join(b'{"id":"%s"' % id.encode() for _, id in mine), deeds=deeds,
        outcome=OUTCOME, served={key: dict(document) for key, document in mine.items()},
        agrees=True, verdicts={row.uid: (row.state, row.detail) for row in rows},
    )  # fmt: skip


def row(replica: str, n: int, state: str = "merged", detail: Any = None) -> Row:
    """An outbox row; its uid is its dot, its stamp its number."""
    return Row(uid=f"{replica}/{n}", replica=replica, n=n, state=state, stamp=n, detail=detail)


def deed(replica: str, n: int, touches: list[Key], **more: Any) -> Deed:
    """What the journal says of the mutation of that dot."""
    return Deed(f"{replica}/{n}", "Act", "", float(n), touches, **more)


def sound() -> Evidence:
    """The day."""
    books = deed("desk", 1, [("vehicle", "v1"), ("inventory_item", "i1"), ("customer", "c2")],
                 adds=[Add("vehicle", "v1", "full", 10), Add("inventory_item", "i1", "stock", 50),
                       Add("customer", "c2", "cylinders", 2)])  # fmt: skip
    note = deed("desk", 2, [("customer", "c1")])
    orders = deed("desk", 3, [("delivery_order", "o1"), ("delivery_order", "o2")],
                  numbers=[(SERIES, 101), (SERIES, 102)])  # fmt: skip
    door = deed("drive", 1, [("stop", "s1"), ("delivery", "d1"), ("vehicle", "v1")],
                adds=[Add("delivery", "d1", "left", 2), Add("delivery", "d1", "empties", 1),
                      Add("vehicle", "v1", "full", -2), Add("vehicle", "v1", "empty", 1),
                      Add("customer", "c1", "cylinders", 1)])  # fmt: skip
    theirs = deed("drive", 2, [("customer", "c1")])
    lost = deed("drive", 3, [("stop", "s9")], adds=[Add("vehicle", "v1", "full", -99)])
    chat = deed("bar", 1, [("message", "m1")])
    poured = deed("bar", 2, [("inventory_item", "i1")],
                  adds=[Add("inventory_item", "i1", "stock", -5)])  # fmt: skip
    counted = deed("bar", 3, [("inventory_item", "i1")],
                   counts=[Count("inventory_item", "i1", "stock", 37, -8)])  # fmt: skip
    conflict = [["customer", "c1", "note"]]
    devices = [
        held("dispatcher1", DISPATCHER, [row("desk", 1), row("desk", 2), row("desk", 3)],
             [books, note, orders]),
        held("driver1", DRIVER,
             [row("drive", 1), row("drive", 2, "conflict", conflict),
              row("drive", 3, "refused", ["record/unknown"])], [door, theirs, lost]),
        held("barista1", BARISTA, [row("bar", 1), row("bar", 2), row("bar", 3)],
             [chat, poured, counted]),
        held("organiser1", ORGANISER, [], []),
    ]  # fmt: skip
    return Evidence({one.device: one for one in devices})
