"""How unguessable secrets are kept: as SHA-256, since nothing slower is needed for them."""

import base64
import hashlib


def digest(secret: bytes) -> str:
    """SHA-256 in hex, for a secret of at least 60 random bits."""
    return hashlib.sha256(secret).hexdigest()


def printable(secret: bytes) -> str:
    """Random bytes as unpadded base64url."""
    return base64.urlsafe_b64encode(secret).rstrip(b"=").decode()
