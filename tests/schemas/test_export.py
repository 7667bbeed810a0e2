"""What is generated is what the declarations say, byte for byte, and says all of it."""

import json
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import msgspec
import pytest

from schemas import export
from schemas.access import ROLES
from schemas.entity import Entity
from schemas.problems import CATALOGUE
from schemas.registry import ENTITIES
from schemas.wire import down, up

FILES = export.files()
EXPORTED: dict[str, Any] = json.loads(FILES["schemas/generated/entities.json"])


@pytest.mark.parametrize("path", FILES)
def test_what_lies_in_the_repository_is_what_would_be_written(path: str) -> None:
    written = (export.ROOT / path).read_text("utf-8")
    assert written == FILES[path], f"{path} lags behind the declarations: run `make types`."


def test_nothing_else_lies_beside_it() -> None:
    for folder in ("schemas/generated", "docs/generated"):
        found = {str(p.relative_to(export.ROOT)) for p in (export.ROOT / folder).iterdir()}
        mine = {path for path in FILES if path.startswith(folder)}
        assert mine <= found


def test_another_interpreter_writes_the_same_bytes() -> None:
    program = "import json; from schemas import export; print(json.dumps(export.files()))"
    for seed in ("1", "2"):
        answer = subprocess.run(
            [sys.executable, "-c", program], cwd=export.ROOT, check=True, capture_output=True,
            text=True, timeout=60, env={"PYTHONHASHSEED": seed, "PYTHONIOENCODING": "utf-8"},
        )  # fmt: skip
        assert json.loads(answer.stdout) == FILES


def test_the_program_writes_what_is_missing_and_says_so(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(export, "ROOT", tmp_path)
    export.main()
    assert capsys.readouterr().out.split() == list(FILES)
    assert {path: (tmp_path / path).read_text("utf-8") for path in FILES} == FILES
    export.main()
    assert capsys.readouterr().out == ""


@pytest.mark.parametrize("entity", ENTITIES, ids=lambda e: e.name)
def test_an_exported_entity_says_all_that_is_declared(entity: Entity) -> None:
    found = EXPORTED["entities"][entity.name]
    assert found["label"] == {"zh": entity.label.zh, "en": entity.label.en}
    assert list(found["fields"]) == list(entity.fields)
    for name, field in entity.fields.items():
        row = found["fields"][name]
        assert row["kind"] == field.kind
        assert row.get("resolver") == (field.resolver if field.kind == "register" else None)
        assert row.get("required", False) is field.required
        assert row.get("default") == field.default
        assert row.get("ref") == field.ref
        assert set(row.get("follow", [])) == field.follow
        assert tuple(row.get("order", [])) == field.order
        assert row.get("minimum") == field.minimum
        assert row.get("received", False) is field.received
        assert row.get("series") == field.series
        assert len(row.get("transitions", [])) == len(field.transitions)
        assert "$ref" not in json.dumps(row["type"])
    for rule in ("scopes", "writers", "grants", "events"):
        assert len(found.get(rule, [])) == len(getattr(entity, rule))


def test_limits_of_nothing_are_not_left_out() -> None:
    fields = EXPORTED["entities"]["inventory_item"]["fields"]
    assert fields["stock"]["minimum"] == 0
    assert fields["threshold"]["default"] == 0
    assert EXPORTED["entities"]["station"]["fields"]["paused"]["default"] is False
    assert EXPORTED["entities"]["delivery_order"]["fields"]["lines"]["default"] == []


def test_every_message_of_the_wire_is_exported() -> None:
    for module in (up, down):
        structs = [
            v for v in vars(module).values() if getattr(v, "__module__", "") == module.__name__
        ]
        names = {
            s.__name__ for s in structs if isinstance(s, type) and issubclass(s, msgspec.Struct)
        }
        assert names
        side = "up" if module is up else "down"
        assert set(EXPORTED["messages"][side]) == names
        assert names <= EXPORTED["shapes"].keys()


def test_every_reference_between_shapes_leads_somewhere() -> None:
    found = re.findall(r'"\$ref": "([^"]+)"', json.dumps(EXPORTED["shapes"]))
    assert found
    assert {ref.removeprefix("#/shapes/") for ref in found} <= EXPORTED["shapes"].keys()


def test_the_pages_name_every_entity_field_code_and_role() -> None:
    for entity in ENTITIES:
        for name in entity.fields:
            assert f"| `{name}` |" in FILES["docs/generated/entities.md"]
        assert f"| `{entity.name}` |" in FILES["docs/generated/permissions.md"]
    for code in CATALOGUE:
        assert f"| `{code}` |" in FILES["docs/generated/errors.md"]
    assert f"| entity | {' | '.join(ROLES)} |" in FILES["docs/generated/permissions.md"]


@pytest.mark.parametrize("path", [p for p in FILES if p.endswith(".md")])
def test_every_row_of_a_table_has_the_cells_of_its_head(path: str) -> None:
    width = 0
    for line in FILES[path].splitlines():
        cells = line.replace("\\|", "").count("|")
        width = (width or cells) if cells else 0
        assert cells == width, line
