"""The server of a later release, which asks for shorter names of guests; the command line as is."""

from importlib import import_module
from typing import Annotated

from msgspec import Meta

from clients.cli.main import main
from schemas import types

_usual = types.Short
setattr(types, "Short", Annotated[str, Meta(max_length=12)])  # noqa: B010 - an alias is no variable
import_module("schemas.entities.drink_orders")
setattr(types, "Short", _usual)  # noqa: B010

main()
