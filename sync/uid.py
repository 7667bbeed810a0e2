"""A mutation's uid: the same act under any number, and nobody can alter it afterwards."""

import base64
import hashlib

UID_BYTES = 9
"""72 bits: an altered act with an honoured uid is a second preimage, not a birthday."""


def uid_of(nonce: str, actor: str, stamp: int, ops: bytes) -> str:
    """The uid of one act, 12 characters of base64url.

    SHA-256 over nonce, actor, the stamp as the device made it and the very text of the ops, cut
    to :data:`UID_BYTES`. It leaves out replica and number: a re-numbered act keeps it. The parts
    before the text have no line feeds, so no two acts share one input.
    """
    head = f"{nonce}\n{actor}\n{stamp}\n".encode()
    return base64.urlsafe_b64encode(hashlib.sha256(head + ops).digest()[:UID_BYTES]).decode()


def pack(uids: list[str]) -> bytes:
    """Uids as a receipt stores them, :data:`UID_BYTES` each."""
    return base64.urlsafe_b64decode("".join(uids))


def unpack(packed: bytes) -> list[str]:
    """The inverse of :func:`pack`."""
    text = base64.urlsafe_b64encode(packed).decode()
    return [text[i : i + 12] for i in range(0, len(text), 12)]
