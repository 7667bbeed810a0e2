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
        Problem: ``request/media`` (an unknown coding), ``request/malformed`` (broken),
            ``request/too-large`` (more than ``limit`` bytes; no more than that is inflated).
    """
    try:
        if coding == "zstd":
            return _inflate_zstd(body, limit)
        if coding in {"gzip", "x-gzip"}:
            return _inflate_gzip(body, limit)
    except (zlib.error, zstandard.ZstdError) as error:
        raise Problem("request/malformed", detail=f"The {coding} body is broken.") from error
    raise Problem("request/media", detail="Content-Encoding: zstd, gzip or none.")


def _inflate_gzip(body: bytes, limit: int) -> bytes:
    parts: list[bytes] = []
    size = 0
    while body:
        inflator = zlib.decompressobj(wbits=31)
        parts.append(inflator.decompress(body, limit - size + 1))
        size += len(parts[-1])
        if size > limit:
            raise Problem("request/too-large", params={"limit": limit})
        if not inflator.eof:
            raise Problem("request/malformed", detail="The gzip body ends early.")
        body = inflator.unused_data
    return b"".join(parts)


def _inflate_zstd(body: bytes, limit: int) -> bytes:
    parts: list[bytes] = []
    size = 0
    while body:
        inflator = zstandard.ZstdDecompressor(max_window_size=8 << 20).decompressobj()
        for start in range(0, len(body), BITE):
            parts.append(inflator.decompress(body[start : start + BITE]))
            size += len(parts[-1])
            if size > limit:
                raise Problem("request/too-large", params={"limit": limit})
            if inflator.eof:
                body = inflator.unused_data + body[start + BITE :]
                break
        else:
            raise Problem("request/malformed", detail="The zstd body ends early.")
    return b"".join(parts)
