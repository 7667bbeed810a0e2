"""The key of the hub's seals. It outlives sign-in keys: a restored hub must know its old seals."""

import os
import secrets
from pathlib import Path

FILE = "seal.key"


def open_seal_key(data: Path) -> bytes:
    """The key in the data directory; made when there is none. Of several processes that start at
    once, the first one's counts."""
    path = data / FILE
    if not path.exists():
        draft = path.with_name(f"{FILE}.{secrets.token_hex(8)}")
        descriptor = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        try:
            with os.fdopen(descriptor, "w", encoding="ascii") as file:
                file.write(secrets.token_hex(32))
                file.flush()
                os.fsync(file.fileno())
            os.link(draft, path)
        except FileExistsError:
            pass
        finally:
            draft.unlink()
    return bytes.fromhex(path.read_text(encoding="ascii"))
