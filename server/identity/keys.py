"""The keys that sign access tokens."""

import hashlib
import os
import secrets
import stat
from pathlib import Path

import msgspec

KEY_FILE = "jwt.keys"
LEAST_BYTES = 32
# Fewer different letters than this come of a pattern, not of chance.
LEAST_DISTINCT = 8
WELL_KNOWN = (
    "changeme change-me change_me your-secret your_secret yoursecret your-256-bit secret-key "
    "secret_key secretkey super-secret super_secret supersecret jwt-secret jwt_secret jwtsecret "
    "password default example development fieldpost insecure"
).split()


class UnsafeKey(ValueError):
    """A signing key that others could guess or read. The server refuses to start with it."""


class Key(msgspec.Struct, frozen=True):
    """One signing key; ``kid`` follows from it and tells nothing about it."""

    kid: str
    secret: bytes


class KeyRing:
    """Several keys: the first signs, all verify. So a key is replaced without a sign-out.

    Raises:
        UnsafeKey: there is no key, or one is short, monotonous or well known.
    """

    def __init__(self, keys: tuple[str, ...]) -> None:
        if not keys:
            raise UnsafeKey("there is no signing key")
        ring = [_key(text) for text in keys]
        self.signing = ring[0]
        self._by_kid = {key.kid: key for key in ring}

    def find(self, kid: object) -> Key | None:
        """The key of that name, or None."""
        return self._by_kid.get(kid) if isinstance(kid, str) else None


def open_ring(keys: tuple[str, ...], data: Path) -> KeyRing:
    """The ring of the settings' keys, or else of the file in the data directory.

    The file holds one key a line, the signing one first, and is made when there is none.

    Raises:
        UnsafeKey: a key is weak, or others can read the file.
    """
    if keys:
        return KeyRing(keys)
    path = data / KEY_FILE
    if not path.exists():
        _generate(path)
    if os.name == "posix" and stat.S_IMODE(path.stat().st_mode) & 0o077:
        raise UnsafeKey(f"{KEY_FILE} can be read by others: its mode must be 0600")
    return KeyRing(tuple(path.read_text(encoding="ascii").split()))


def _key(text: str) -> Key:
    secret = text.encode()
    if len(secret) < LEAST_BYTES:
        raise UnsafeKey(f"a signing key needs at least {LEAST_BYTES} bytes, one has {len(secret)}")
    if len(set(secret)) < LEAST_DISTINCT or any(word in text.lower() for word in WELL_KNOWN):
        raise UnsafeKey("a signing key is a well-known default or too simple to be random")
    return Key(hashlib.sha256(b"kid:" + secret).hexdigest()[:16], secret)


def _generate(path: Path) -> None:
    """Write a fresh key. Of several processes that start at once, the first one's key counts."""
    path.parent.mkdir(parents=True, exist_ok=True)
    draft = path.with_name(f"{KEY_FILE}.{secrets.token_hex(8)}")
    descriptor = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    try:
        with os.fdopen(descriptor, "w", encoding="ascii") as file:
            # Hex, in which no well-known word can turn up by chance.
            file.write(secrets.token_hex(48) + "\n")
            file.flush()
            os.fsync(file.fileno())
        if not path.exists():
            os.link(draft, path)
    except FileExistsError:
        pass
    finally:
        draft.unlink()
