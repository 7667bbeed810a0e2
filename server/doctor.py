"""What would hinder the server on this machine."""

import os
import shutil
import socket
import sqlite3
import time
from pathlib import Path

import msgspec

from server.identity.keys import UnsafeKey, open_ring
from server.settings import Settings

LEAST_FREE = 1 << 30
"""Bytes that should be free on the disk."""
OLDEST = 1_795_000_000
"""A clock before this (2026-11) is wrong: devices' stamps are bounded by it."""


class Finding(msgspec.Struct, frozen=True):
    """One check. ``is_hint``: worth knowing, and no hindrance."""

    what: str
    said: str
    is_well: bool
    is_hint: bool = False


def examine(settings: Settings) -> list[Finding]:
    """All checks, on the machine as it is."""
    return [
        _directory(settings.data),
        _space(settings.data),
        _database(settings.database),
        _keys(settings),
        _clock(),
        _port(settings),
        _secure(settings),
    ]


def _directory(data: Path) -> Finding:
    try:
        data.mkdir(parents=True, exist_ok=True)
        probe = data / f".doctor-{os.getpid()}"
        probe.write_bytes(b"fieldpost")
        probe.unlink()
    except OSError as error:
        return Finding("data directory", f"{data} cannot be written: {error.strerror}", False)
    return Finding("data directory", str(data), True)


def _space(data: Path) -> Finding:
    there = data if data.exists() else Path()
    free = shutil.disk_usage(there).free
    text = f"{free / (1 << 30):.1f} GiB free"
    return Finding("disk space", text, free >= LEAST_FREE)


def _database(path: Path) -> Finding:
    if not path.exists():
        return Finding("database", "none yet: fieldpost init makes it", True)
    try:
        connection = sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True)
        try:
            said = str(connection.execute("PRAGMA quick_check").fetchone()[0])
        finally:
            connection.close()
    except sqlite3.Error as error:
        return Finding("database", f"{error}: restore a backup", False)
    return Finding("database", "whole" if said == "ok" else f"{said}: restore a backup",
                   said == "ok")  # fmt: skip


def _keys(settings: Settings) -> Finding:
    if not settings.jwt_keys and not (settings.data / "jwt.keys").exists():
        return Finding("signing key", "none yet: the first start makes it", True)
    try:
        open_ring(settings.jwt_keys, settings.data)
    except (UnsafeKey, OSError) as error:
        return Finding("signing key", str(error), False)
    return Finding("signing key", "strong", True)


def _clock() -> Finding:
    now = time.time()
    text = time.strftime("%Y-%m-%d %H:%M:%S UTC", time.gmtime(now))
    return Finding("clock", text if now > OLDEST else f"{text}: set it", now > OLDEST)


def _port(settings: Settings) -> Finding:
    family = socket.AF_INET6 if ":" in settings.host else socket.AF_INET
    with socket.socket(family, socket.SOCK_STREAM) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((settings.host, settings.port))
        except OSError as error:
            text = f"{settings.host}:{settings.port}: {error.strerror} (is a server running?)"
            return Finding("port", text, False)
    return Finding("port", f"{settings.host}:{settings.port} is free", True)


def _secure(settings: Settings) -> Finding:
    if settings.tls_cert is not None or settings.host in {"127.0.0.1", "::1", "localhost"}:
        return Finding("secure context", "browsers can work offline", True)
    text = (
        "over plain HTTP browsers other than on this machine cannot work offline: give "
        "--tls-cert and --tls-key, or put a proxy with HTTPS in front"
    )
    return Finding("secure context", text, False, is_hint=True)
