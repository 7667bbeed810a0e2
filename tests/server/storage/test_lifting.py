"""Stored records of an older version, read as today's and as yesterday's."""

import msgspec

from schemas.lifts import default, drop, rename
from schemas.registry import REGISTRY
from schemas.wire.version import SCHEMA
from server.storage.lifting import revive, shown
from server.storage.needs import Row
from sync.record import Record, Write
from tests.contracts.actors import rid

# Yesterday the phone was called "mobile", there was a fax, and nobody counted deposits.
LIFTS = (
    rename(SCHEMA + 1, "customer", "mobile", "phone"),
    drop(SCHEMA + 1, "customer", "fax"),
    default(SCHEMA + 1, "customer", "deposit", 0),
)


def stored() -> Row:
    """A customer that was written yesterday, and whose phone was written twice."""
    record = Record(REGISTRY["customer"], rid("wang"), {}, {})
    record.create({"name": "wang", "phone": "1", "note": "f"}, Write("r1", 1, 5, "me", {"r1": 1}))
    record.assign("phone", "2", Write("r2", 1, 6, "you", {}))
    record.assign("note", "g", Write("r1", 2, 7, "me", {"r1": 2}))
    record.advance(Write("r1", 2, 7, "me", {"r1": 2}))
    state = record.state().replace(b"\xa5phone", b"\xa6mobile").replace(b"\xa4note", b"\xa3fax")
    document = record.document().replace(b'"phone"', b'"mobile"').replace(b'"note"', b'"fax"')
    return Row(1, "customer", 1, False, 0, document, state)


def test_a_stored_record_is_lifted_with_its_siblings() -> None:
    record = revive(REGISTRY, rid("wang"), stored(), LIFTS)
    assert record.values == {"name": "wang", "phone": "2", "deposit": 0}
    assert [s[0] for s in record.siblings("phone")] == ["1", "2"]
    assert record.since.keys() == {"phone"}
    assert record.vector == {"r1": 2}


def test_a_document_is_lifted_for_new_readers_and_left_alone_for_old_ones() -> None:
    row = stored()
    new = msgspec.json.decode(shown("customer", row.document, SCHEMA, SCHEMA + 1, LIFTS))
    assert (new["phone"], new["deposit"]) == ("2", 0)
    assert "mobile" not in new
    assert "fax" not in new
    assert new["_"]["v"] == {"r1": 2}
    assert new["_"]["c"].keys() == {"phone"}
    old = msgspec.json.decode(shown("customer", row.document, SCHEMA, SCHEMA, LIFTS))
    assert old["mobile"] == "2"
    assert "deposit" not in old


def test_todays_bytes_are_not_touched() -> None:
    document = b'{ "as": "they are" }'
    assert shown("customer", document, SCHEMA, SCHEMA) is document
