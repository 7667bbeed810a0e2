"""What an operator may set: the environment as frozen settings."""

import os
import re
from collections.abc import Mapping
from pathlib import Path
from typing import Annotated, Any, Literal

import msgspec
from msgspec import Meta

from server.identity.keys import KeyRing, UnsafeKey

PREFIX = "FIELDPOST_"
ORIGIN = re.compile(r"https?://[A-Za-z0-9.\[\]:-]+")


class UnusableSettings(ValueError):
    """The server refuses to start with these settings; the text says why and names the variable."""


class Settings(msgspec.Struct, frozen=True, kw_only=True):
    """Every option, each read from ``FIELDPOST_`` and its name in capitals.

    ``environment``: ``production`` refuses to start without ``jwt_keys``, and sends cookies over
    HTTPS only; ``development`` makes itself a key in the data directory.
    ``jwt_keys``: keys that sign access tokens, separated by commas, at least 32 random bytes each;
    the first signs, all verify, so that one can be replaced without signing people out.
    ``host``, ``port``: where the server listens.
    ``data``: the directory of the database and the keys.
    ``tls_cert``, ``tls_key``: certificate and key in PEM, where the server itself speaks TLS.
    ``cors_origins``: origins that browsers may call from, separated by commas; empty: only the
    server's own.
    ``trusted_proxies``: addresses whose ``X-Forwarded-*`` headers are believed, separated by
    commas.
    ``body_limit``: the largest body in bytes, after decompression.
    ``batch_limit``: requests in one REST batch.
    ``socket_limit``: bytes that wait for one slow live socket before it is told to pull instead.
    ``wait_limit``: the longest long-polling of ``/sync/changes``, in seconds.
    ``web_map``: a street map in PMTiles form, served at ``/map/streets.pmtiles``; without one the
    app shows the outlines that it carries.
    """

    environment: Literal["development", "production"] = "development"
    jwt_keys: tuple[str, ...] = ()
    host: str = "127.0.0.1"
    port: Annotated[int, Meta(ge=1, le=65_535)] = 8000
    data: Path = Path("data")
    tls_cert: Path | None = None
    tls_key: Path | None = None
    cors_origins: tuple[str, ...] = ()
    trusted_proxies: tuple[str, ...] = ("127.0.0.1",)
    body_limit: Annotated[int, Meta(ge=1_000_000)] = 8_000_000
    batch_limit: Annotated[int, Meta(ge=1, le=10_000)] = 500
    socket_limit: Annotated[int, Meta(ge=10_000)] = 1_000_000
    wait_limit: Annotated[int, Meta(ge=1, le=300)] = 60
    web_map: Path | None = None

    def __post_init__(self) -> None:
        if (self.tls_cert is None) != (self.tls_key is None):
            raise UnusableSettings("FIELDPOST_TLS_CERT and FIELDPOST_TLS_KEY go together")
        for origin in self.cors_origins:
            if not ORIGIN.fullmatch(origin):
                raise UnusableSettings(f"FIELDPOST_CORS_ORIGINS: {origin!r} is not an origin")
        if self.web_map is not None and not self.web_map.is_file():
            raise UnusableSettings(f"FIELDPOST_WEB_MAP: there is no file at {self.web_map}")
        if self.environment == "production" and not self.jwt_keys:
            raise UnusableSettings("production needs FIELDPOST_JWT_KEYS")
        if self.jwt_keys:
            try:
                KeyRing(self.jwt_keys)
            except UnsafeKey as error:
                raise UnusableSettings(f"FIELDPOST_JWT_KEYS: {error}") from error

    @property
    def is_secure(self) -> bool:
        """Whether browsers reach the server over HTTPS only."""
        return self.environment == "production" or self.tls_cert is not None

    @property
    def database(self) -> Path:
        """The SQLite file."""
        return self.data / "fieldpost.sqlite"


def load(environ: Mapping[str, str] = os.environ, **given: Any) -> Settings:
    """Settings from the environment; what is given by name (and not None) stands above it.

    Raises:
        UnusableSettings: a value cannot be read, or the server must not start with it.
    """
    values: dict[str, Any] = {}
    for field in msgspec.structs.fields(Settings):
        text = environ.get(PREFIX + field.name.upper(), "").strip()
        if text:
            several = isinstance(field.default, tuple)
            values[field.name] = _split(text) if several else text
    values |= {name: value for name, value in given.items() if value is not None}
    try:
        return msgspec.convert(values, Settings, strict=False, dec_hook=_path)
    except msgspec.ValidationError as error:
        raise UnusableSettings(_name_variable(str(error))) from error


def _split(text: str) -> list[str]:
    return [part.strip() for part in text.split(",") if part.strip()]


def _path(kind: type, value: Any) -> Any:
    if kind is Path and isinstance(value, str | Path):
        return Path(value)
    raise TypeError(f"cannot read {value!r}")


def _name_variable(message: str) -> str:
    what, _, where = message.partition(" - at `$.")
    return f"{PREFIX}{where.rstrip('`').upper()}: {what}" if where else what
