"""One static file of the browser's app: what is told about it, and how it is sent."""

import asyncio
import re
from pathlib import Path
from typing import BinaryIO, NamedTuple

from litestar.types import HTTPScope, Send

TYPES = {
    ".css": "text/css; charset=utf-8",
    ".geojson": "application/geo+json",
    ".html": "text/html; charset=utf-8",
    ".ico": "image/x-icon",
    ".js": "text/javascript; charset=utf-8",
    ".json": "application/json",
    ".mjs": "text/javascript; charset=utf-8",
    ".mp3": "audio/mpeg",
    ".pbf": "application/x-protobuf",
    ".pmtiles": "application/vnd.pmtiles",
    ".png": "image/png",
    ".svg": "image/svg+xml",
    ".txt": "text/plain; charset=utf-8",
    ".webmanifest": "application/manifest+json",
    ".webp": "image/webp",
    ".woff2": "font/woff2",
}
"""By ending; what is not here is sent as bytes. No machine's own table is asked: they differ."""
CODINGS = (("br", ".br"), ("gzip", ".gz"))
"""Content codings that a build leaves beside its files, the better one first."""
CHUNK = 256 * 1024
_RANGE = re.compile(rb"bytes=(?!-$)(\d{0,18})-(\d{0,18})")
"""One range. Several at once are nothing that a map asks for: they get the whole."""

Headers = list[tuple[bytes, bytes]]


class File(NamedTuple):
    """A file with its precompressed variants (coding -> path)."""

    path: Path
    media: bytes
    variants: dict[str, Path]


def described(path: Path, variants: dict[str, Path] | None = None) -> File:
    """The file at a path, typed by its ending."""
    media = TYPES.get(path.suffix, "application/octet-stream")
    return File(path, media.encode(), variants or {})


async def send_file(scope: HTTPScope, send: Send, file: File, headers: Headers) -> None:
    """Answers a GET or HEAD with the file: coded where the client takes a variant, a part of it
    where it asks for one, nothing where it has it already.

    Raises:
        OSError: the file cannot be read.
    """
    asked = dict(scope["headers"])
    coding, path = _variant(file, asked.get(b"accept-encoding", b""))
    stream = await asyncio.to_thread(path.open, "rb")
    try:
        status, told, first, length = await _terms(asked, stream, file, coding)
        await send({"type": "http.response.start", "status": status, "headers": told + headers})
        if scope["method"] == "HEAD":
            length = 0
        await asyncio.to_thread(stream.seek, first)
        while length > 0:
            # A file that shrinks while it is sent ends the connection: the length was promised.
            part = await asyncio.to_thread(stream.read, min(CHUNK, length))
            if not part:
                raise OSError(f"{path} became shorter while it was sent")
            length -= len(part)
            await send({"type": "http.response.body", "body": part, "more_body": True})
        await send({"type": "http.response.body", "body": b"", "more_body": False})
    finally:
        await asyncio.to_thread(stream.close)


async def _terms(
    asked: dict[bytes, bytes], stream: BinaryIO, file: File, coding: str | None
) -> tuple[int, Headers, int, int]:
    """(status, headers, first byte, bytes) of the answer."""
    size, tag = await asyncio.to_thread(_facts, stream, coding)
    told: Headers = [(b"content-type", file.media), (b"etag", tag)]
    if file.variants:
        told.append((b"vary", b"Accept-Encoding"))
    else:
        told.append((b"accept-ranges", b"bytes"))
    if coding is not None:
        told.append((b"content-encoding", coding.encode()))
    if tag in {part.strip() for part in asked.get(b"if-none-match", b"").split(b",")}:
        return 304, told, 0, 0
    wanted = None if file.variants else _RANGE.fullmatch(asked.get(b"range", b"").strip())
    if wanted is not None and asked.get(b"if-range", tag) == tag:
        first, last = _span(wanted, size)
        if first > last:
            return 416, [*told, (b"content-range", b"bytes */%d" % size)], 0, 0
        told.append((b"content-range", b"bytes %d-%d/%d" % (first, last, size)))
        told.append((b"content-length", b"%d" % (last - first + 1)))
        return 206, told, first, last - first + 1
    return 200, [*told, (b"content-length", b"%d" % size)], 0, size


def _facts(stream: BinaryIO, coding: str | None) -> tuple[int, bytes]:
    size = stream.seek(0, 2)
    modified = Path(stream.name).stat().st_mtime_ns
    return size, f'"{modified:x}-{size:x}{"-" + coding if coding else ""}"'.encode()


def _variant(file: File, accepted: bytes) -> tuple[str | None, Path]:
    taken = {
        name.strip().decode("latin-1").lower()
        for name, _, weight in (part.partition(b";") for part in accepted.split(b","))
        if weight.replace(b" ", b"") not in {b"q=0", b"q=0.0"}
    }
    for coding, _ in CODINGS:
        if coding in taken and coding in file.variants:
            return coding, file.variants[coding]
    return None, file.path


def _span(wanted: re.Match[bytes], size: int) -> tuple[int, int]:
    """First and last byte of a range; the first one beyond the last where there is none such."""
    if wanted[1] == b"":
        return max(0, size - int(wanted[2])), size - 1
    return int(wanted[1]), min(int(wanted[2] or size - 1), size - 1)
