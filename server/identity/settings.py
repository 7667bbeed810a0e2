"""What an operator may set about identity."""

from pathlib import Path

import msgspec


class IdentitySettings(msgspec.Struct, frozen=True, kw_only=True):
    """Lifetimes are in seconds.

    ``data``: the directory that keeps the signing keys when ``jwt_keys`` is empty.
    ``jwt_keys``: signing keys; the first signs, all verify.
    ``refresh_grace``: for so long after a rotation the token before it still counts, for the
    client that never got the answer.
    ``secure_cookies``: cookies travel over HTTPS only.
    ``argon2_time`` (passes) and ``argon2_memory`` (KiB): the cost of a password hash; the default
    is the least that OWASP's Password Storage Cheat Sheet advises for argon2id.
    ``lock_after``: so many wrong passwords in a row are free, each further one locks the account
    for twice as long, up to ``lock_longest``.
    """

    data: Path
    jwt_keys: tuple[str, ...] = ()
    access_lifetime: int = 15 * 60
    refresh_lifetime: int = 30 * 24 * 3600
    refresh_grace: int = 10
    enrolment_lifetime: int = 10 * 60
    secure_cookies: bool = True
    argon2_time: int = 2
    argon2_memory: int = 19 * 1024
    lock_after: int = 5
    lock_longest: int = 15 * 60
