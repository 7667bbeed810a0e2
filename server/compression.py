"""Content codings of HTTP: zstd and gzip, both ways."""

import gzip
import re
import zlib

import zstandard

from schemas.problems import Problem

LEAST = 400
"""Bodies below so many bytes travel as they are: a coding would save less than it costs."""
ZSTD_LEVEL = 1
GZIP_LEVEL = 4
BITE = 256
"""Bytes of zstd that are inflated at once: a bomb blows them up to some 6 MB before it is seen."""

_COMPRESSIBLE = re.compile(rb"(application/(.*json|.*msgpack|javascript|xml)|text/|image/svg)")
_CODING = re.compile(r"\s*(zstd|gzip|x-gzip|\*)\s*(?:;\s*q=([0-9.]+))?\s*", re.IGNORECASE)


def chosen(accept_encoding: bytes | None) -> str | None:
    """The coding to answer with: zstd before gzip, if the client takes it; None for neither."""
    if not accept_encoding:
        return None
    weights: dict[str, float] = {}
    for part in accept_encoding.decode("latin-1")[:400].split(","):
        match = _CODING.fullmatch(part)
        if match is None:
            continue
        try:
            weights[match[1].lower()] = float(match[2] or 1)
        except ValueError:
            continue
    for coding in ("zstd", "gzip"):
        if weights.get(coding, weights.get("*", 0)) > 0:
            return coding
    return None


def is_worthwhile(body: bytes, content_type: bytes) -> bool:
    """Whether compressing this body pays."""
    return len(body) >= LEAST and _COMPRESSIBLE.match(content_type) is not None


def deflate(body: bytes, coding: str) -> bytes:
    """The body in a coding that :func:`chosen` named."""
    if coding == "zstd":
        return zstandard.ZstdCompressor(level=ZSTD_LEVEL).compress(body)
    return gzip.compress(body, GZIP_LEVEL, mtime=0)


def inflate(body: bytes, coding: str, limit: int) -> bytes:
    """A request's body as it was before its coding.

    Raises:
        Problem: ``request/media`` (an unknown coding), ``request/malformed`` (broken, or more than
            one member or frame), ``request/too-large`` (more than ``limit`` bytes; no more than
            that is inflated).
    """
    if not body:
        return body
    try:
        if coding == "zstd":
            return _inflate_zstd(body, limit)
        if coding in {"gzip", "x-gzip"}:
            return _inflate_gzip(body, limit)
    except (zlib.error, zstandard.ZstdError) as error:
        raise Problem("request/malformed", detail=f"The {coding} body is broken.") from error
    raise Problem("request/media", detail="Content-Encoding: zstd, gzip or none.")


def _inflate_gzip(body: bytes, limit: int) -> bytes:
    inflator = zlib.decompressobj(wbits=31)
    found = inflator.decompress(body, limit + 1)
    if len(found) > limit:
        raise Problem("request/too-large", params={"limit": limit})
    _check_end("gzip", is_over=inflator.eof, is_followed=bool(inflator.unused_data))
    return found


def _inflate_zstd(body: bytes, limit: int) -> bytes:
    inflator = zstandard.ZstdDecompressor(max_window_size=8 << 20).decompressobj()
    parts: list[bytes] = []
    size = end = 0
    while end < len(body) and not inflator.eof:
        start, end = end, end + BITE
        parts.append(inflator.decompress(body[start:end]))
        size += len(parts[-1])
        if size > limit:
            raise Problem("request/too-large", params={"limit": limit})
    is_followed = end < len(body) or bool(inflator.unused_data)
    _check_end("zstd", is_over=inflator.eof, is_followed=is_followed)
    return b"".join(parts)


def _check_end(coding: str, *, is_over: bool, is_followed: bool) -> None:
    # One member or frame is a whole body. Many small ones would cost time in no proportion to
    # their bytes, and nobody has a reason to send them.
    if not is_over:
        raise Problem("request/malformed", detail=f"The {coding} body ends early.")
    if is_followed:
        raise Problem("request/malformed", detail=f"Something follows the {coding} body.")
