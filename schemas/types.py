"""The value types that fields are made of, each with the bounds that every holder enforces."""

from typing import Annotated, Any

import msgspec
from msgspec import Meta

SAFE_INTEGER = 2**53 - 1
"""The largest integer that JSON readers in browsers hold exactly."""


def whole(pattern: str) -> str:
    """The pattern of a whole text. ``$`` alone lets a line feed through at its end in Python,
    though not in other languages: hence the look-ahead."""
    return f"^(?:{pattern})$(?!\\n)"


Id = Annotated[str, Meta(pattern=whole("[A-Za-z0-9_-]{22}"))]
"""A UUIDv7 as 22 characters of unpadded base64url, made by whoever creates the record."""

ReplicaId = Annotated[str, Meta(pattern=whole("[a-z0-9]{1,8}"))]
"""A replica's name: short, random, given at enrolment."""

Whole = Annotated[int, Meta(ge=-SAFE_INTEGER, le=SAFE_INTEGER)]
Count = Annotated[int, Meta(ge=0, le=1_000_000)]
Money = Annotated[int, Meta(ge=-1_000_000_000, le=1_000_000_000)]
"""An amount in the organisation's currency, in its smallest commonly used unit (NT$: dollars)."""

Instant = Annotated[int, Meta(ge=0, le=SAFE_INTEGER // 1024)]
"""Milliseconds since 1970-01-01T00:00:00Z."""

Day = Annotated[str, Meta(pattern=whole("[0-9]{4}-[0-9]{2}-[0-9]{2}"))]
"""A day of the organisation's calendar, in its own time zone."""

ClockTime = Annotated[str, Meta(pattern=whole("([01][0-9]|2[0-3]):[0-5][0-9]"))]
Latitude = Annotated[float, Meta(ge=-90, le=90)]
Longitude = Annotated[float, Meta(ge=-180, le=180)]
Colour = Annotated[str, Meta(pattern=whole("#[0-9a-f]{6}"))]
Phone = Annotated[str, Meta(max_length=32, pattern=whole("[0-9+() #*-]*"))]
Short = Annotated[str, Meta(max_length=120)]
Line = Annotated[str, Meta(max_length=400)]
Text = Annotated[str, Meta(max_length=8_000)]


class Place(msgspec.Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True):
    """A point on the map in WGS 84, with the radius of its uncertainty in metres."""

    lat: Latitude
    lon: Longitude
    accuracy: Annotated[float, Meta(ge=0, le=100_000)] | None = None


class OrderLine(msgspec.Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True):
    """So many of one product at one price; the price is fixed when the order is taken."""

    item: Id
    quantity: Annotated[int, Meta(ge=1, le=1_000)]
    price: Money = 0


class Window(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The part of the day in which the customer expects somebody, by the organisation's clock."""

    start: ClockTime
    end: ClockTime


def describe(annotation: Any) -> dict[str, Any]:
    """The JSON Schema of one value type, as the exports and the documents show it."""
    return msgspec.json.schema(annotation)
