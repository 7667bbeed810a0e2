"""Writes the OpenAPI document: ``python -m server.export``.

``schemas/generated/openapi.json`` is what typed clients and the mock server are made from. The same
handlers give the same bytes; a test compares.
"""

import json
import tempfile
from pathlib import Path

from server.app import create_app
from server.openapi import complete
from server.settings import Settings

TARGET = Path(__file__).resolve().parents[1] / "schemas" / "generated" / "openapi.json"


def openapi_text() -> str:
    """The document of an application that serves nothing: no database is opened for it."""
    with tempfile.TemporaryDirectory() as data:
        app = create_app(Settings(data=Path(data)))
        document = complete(app.openapi_schema.to_schema())
    return json.dumps(document, ensure_ascii=False, indent=1, sort_keys=True) + "\n"


def main() -> None:
    """Writes the file, and says so if it changed."""
    text = openapi_text()
    if not TARGET.exists() or TARGET.read_text("utf-8") != text:
        TARGET.write_text(text, "utf-8")
        print(TARGET.relative_to(TARGET.parents[2]))


if __name__ == "__main__":
    main()
