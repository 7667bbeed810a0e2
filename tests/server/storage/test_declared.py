"""Indexes and views that follow from the declarations."""

import sqlite3
from collections.abc import AsyncIterator
from contextlib import closing
from pathlib import Path

import msgspec
import pytest

from schemas.registry import ENTITIES, REGISTRY, Registry
from server.storage.contract import Write
from server.storage.sqlite import SqliteStorage, schema
from server.storage.sqlite.declared import value_of
from tests.contracts.actors import OFFICE, ORG, customer, order, rid
from tests.contracts.engines import KEY


@pytest.fixture
async def storage(tmp_path: Path) -> AsyncIterator[SqliteStorage]:
    storage = SqliteStorage(tmp_path / "file.sqlite", seal_key=KEY)
    await storage.open()
    await storage.add_organisation(ORG)
    ops = [customer("wang", sizes={"add": [20]}), order("o1", "wang", total=5)]
    await storage.write(Write(organisation=ORG, actor=OFFICE, role="dispatcher", ops=ops))
    yield storage
    await storage.close()


@pytest.mark.parametrize("field", ["customer", "state", "number"])
def test_a_filter_uses_its_index(storage: SqliteStorage, field: str) -> None:
    with closing(sqlite3.connect(storage.path)) as reader:
        (key,) = reader.execute("SELECT key FROM types WHERE name = 'delivery_order'").fetchone()
        plan = reader.execute(
            "EXPLAIN QUERY PLAN SELECT r.id FROM records r WHERE r.org = ? AND"
            f" r.type = {key} AND r.deleted = 0 AND {value_of(field, 'r.', indexed=True)} = ?",
            (1, "x"),
        ).fetchall()
    assert f"declared_delivery_order_{field}" in plan[0][3]


def test_every_entity_has_a_view_with_its_fields(storage: SqliteStorage) -> None:
    with closing(sqlite3.connect(storage.path)) as reader:
        for entity in ENTITIES:
            cursor = reader.execute(f"SELECT * FROM view_{entity.plural}")
            names = [column[0] for column in cursor.description]
            assert names == ["organisation", "id", "position", *entity.fields]
        row = reader.execute(
            "SELECT organisation, id, customer, total, number, typeof(total), state"
            " FROM view_delivery_orders"
        ).fetchone()
        assert row == (ORG, rid("o1"), rid("wang"), 5, 1, "integer", "draft")
        assert reader.execute("SELECT sizes, cylinders FROM view_customers").fetchall() == [
            ("[20]", 0)
        ]


def test_what_is_no_longer_declared_is_dropped(tmp_path: Path) -> None:
    fewer = tuple(
        msgspec.structs.replace(
            entity, fields={n: f for n, f in entity.fields.items() if n != "vehicle"}
        )
        if entity.name == "route"
        else entity
        for entity in ENTITIES
        if entity.name != "message"
    )
    with closing(sqlite3.connect(tmp_path / "file.sqlite", isolation_level=None)) as connection:

        def declared() -> set[str]:
            rows = connection.execute(
                "SELECT name FROM sqlite_schema WHERE name LIKE 'declared_%' OR name LIKE 'view_%'"
            )
            return {row[0] for row in rows}

        schema.create(connection)
        schema.prepare(connection, REGISTRY)
        before = declared()
        schema.prepare(connection, Registry(fewer))
        gone = before - declared()
        assert {"declared_route_vehicle", "view_messages", "declared_message_author"} <= gone
        assert "view_routes" in declared()
        schema.prepare(connection, REGISTRY)
        assert declared() == before
