"""sync/ computes and nothing else; schemas/ needs the standard library and msgspec only."""

import pytest

from tests.rules.purity import SCHEMAS_MAY_IMPORT, SYNC_MAY_IMPORT, foreign_imports, impurities
from tests.rules.tree import ROOT, source_files


def sources(folder: str) -> dict[str, str]:
    found = {
        str(path): (ROOT / path).read_text("utf-8")
        for path in source_files(".py")
        if path.parts[0] == folder
    }
    assert found, f"{folder}/ holds no Python"
    return found


def test_sync_imports_only_what_computes() -> None:
    found = {name: foreign_imports(text, SYNC_MAY_IMPORT) for name, text in sources("sync").items()}
    assert {name: what for name, what in found.items() if what} == {}


def test_sync_never_waits_draws_or_touches_the_machine() -> None:
    found = {name: impurities(text) for name, text in sources("sync").items()}
    assert {name: what for name, what in found.items() if what} == {}


def test_schemas_import_only_the_standard_library_and_msgspec() -> None:
    found = {
        name: foreign_imports(text, SCHEMAS_MAY_IMPORT) for name, text in sources("schemas").items()
    }
    assert {name: what for name, what in found.items() if what} == {}


@pytest.mark.parametrize(
    "module",
    "asyncio datetime_ httpx io logging os pathlib random secrets server socket sqlite3 ssl "
    "subprocess sys tempfile threading time urllib.request".split(),
)
def test_an_impure_import_is_found(module: str) -> None:
    top = module.partition(".")[0]
    assert foreign_imports(f"import {module} as m\n", SYNC_MAY_IMPORT) == [f"1: imports {top}"]
    assert foreign_imports(f"from {module} import m\n", SYNC_MAY_IMPORT) == [f"1: imports {top}"]


@pytest.mark.parametrize("module", ["httpx", "litestar.openapi", "server", "sync", "clients"])
def test_an_import_that_schemas_may_not_have_is_found(module: str) -> None:
    assert foreign_imports(f"import {module}\n", SCHEMAS_MAY_IMPORT) != []


@pytest.mark.parametrize(
    "source",
    [
        "async def pull(): ...",
        "def f(rows): return [row async for row in rows]",
        "import datetime\nat = datetime.datetime.now()",
        "from datetime import date\nat = date.today",
        "import uuid\nkey = uuid.uuid4()",
        "from uuid import uuid4",
        "text = open('state').read()",
        "print('merged')",
    ],
)
def test_an_impurity_is_found(source: str) -> None:
    assert impurities(source) != []


def test_pure_code_passes() -> None:
    source = (
        "import hashlib\nfrom datetime import datetime\nfrom schemas.types import Stamp\n"
        "def joined(left: int, right: int, now: int) -> int:\n    return max(left, right, now)\n"
    )
    assert impurities(source) == []
    assert foreign_imports(source, SYNC_MAY_IMPORT) == []
