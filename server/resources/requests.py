"""What the headers of a REST request ask for."""

import re
from typing import Any

import msgspec
from litestar import Request

from schemas.problems import Problem
from schemas.types import SAFE_INTEGER
from server.problems import invalid
from server.resources.writing import Terms, digest_of

Asked = Request[Any, Any, Any]

MEDIA = frozenset({"application/json", "application/merge-patch+json"})
_TAG = re.compile(r'\s*(W/)?"([^"]*)"\s*')
_KEY = re.compile(r"[\x21-\x7e]{1,255}")
_ID = re.compile(r"[A-Za-z0-9_-]{22}")
NEVER = -1
"""No record has this sequence."""


def record_id(text: str) -> str:
    """An id out of a path.

    Raises:
        Problem: ``record/unknown``, it cannot be one.
    """
    if not _ID.fullmatch(text):
        raise Problem("record/unknown")
    return text


def check_accept(request: Asked) -> None:
    """Whether the client takes JSON.

    Raises:
        Problem: ``request/not-acceptable``.
    """
    accept = request.headers.get("accept")
    if accept is None:
        return
    media = {part.partition(";")[0].strip().lower() for part in accept.split(",")}
    if media.isdisjoint({"application/json", "application/*", "*/*"}):
        raise Problem("request/not-acceptable")


async def body_of(request: Asked, decoder: msgspec.json.Decoder[Any]) -> tuple[Any, bytes]:
    """A body, decoded and as it came.

    Raises:
        Problem: ``request/media``, ``request/invalid``, ``request/malformed``.
    """
    media = request.headers.get("content-type", "application/json").partition(";")[0]
    if media.strip().lower() not in MEDIA:
        raise Problem("request/media", detail="Send application/json.")
    raw = await request.body()
    return decode(decoder, raw), raw


def decode(decoder: msgspec.json.Decoder[Any], raw: bytes | msgspec.Raw) -> Any:
    """Decodes JSON.

    Raises:
        Problem: ``request/invalid``, ``request/malformed``.
    """
    try:
        return decoder.decode(raw)
    except msgspec.ValidationError:
        return _decode_whole(decoder, raw)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
        raise Problem("request/malformed") from error


def _decode_whole(decoder: msgspec.json.Decoder[Any], raw: bytes | msgspec.Raw) -> Any:
    """Decodes once more what may only differ in writing 2 as 2.0, which is an integer in JSON."""
    try:
        return msgspec.convert(msgspec.json.Decoder(float_hook=_number).decode(raw), decoder.type)
    except msgspec.ValidationError as error:
        raise invalid(error) from error
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
        raise Problem("request/malformed") from error


def _number(text: str) -> int | float:
    value = float(text)
    return int(value) if value.is_integer() and abs(value) <= SAFE_INTEGER else value


def terms_of(request: Asked, body: bytes = b"") -> Terms:
    """Under which terms a write is asked for.

    Raises:
        Problem: ``request/invalid`` for a key that is none.
    """
    key = request.headers.get("idempotency-key")
    if key is not None and not _KEY.fullmatch(key):
        raise Problem("request/invalid", fields={"Idempotency-Key": "1 to 255 visible characters"})
    digest = "" if key is None else digest_of(request.method, request.url.path, body)
    return Terms(sequences(request.headers.get("if-match")), key, digest)


def sequences(header: str | None) -> list[int] | None:
    """The sequences that an ``If-Match`` header allows; None for any."""
    if header is None or header.strip() == "*":
        return None
    tags = (_TAG.fullmatch(part) for part in header.split(","))
    # A weak tag never matches (RFC 9110, 8.8.3.2).
    strong = [tag[2] for tag in tags if tag is not None and not tag[1]]
    return [int(t) for t in strong if t.isascii() and t.isdigit() and len(t) < 16] or [NEVER]


def is_fresh(request: Asked, tag: str) -> bool:
    """Whether the client has this version already (``If-None-Match``)."""
    header = request.headers.get("if-none-match", "")
    known = {part.strip().removeprefix("W/") for part in header.split(",")}
    return tag.removeprefix("W/") in known
