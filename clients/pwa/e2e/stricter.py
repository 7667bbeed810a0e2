"""The server of a later release, which asks for shorter names of guests; the command line as is."""

from typing import Annotated

from msgspec import Meta

from schemas import types

_usual = types.Short
types.Short = Annotated[str, Meta(max_length=12)]
from schemas.entities import drink_orders  # noqa: E402, F401 - declared with the rule above

types.Short = _usual

from clients.cli.main import main  # noqa: E402

main()
