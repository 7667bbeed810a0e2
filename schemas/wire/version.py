"""The protocol's number, the schema's number, and what changed under each.

A test hashes every message shape and every declaration; a change that is not noted here trips it.
"""

PROTOCOL = 1
"""Raised when a message changes so that an older peer would misread it."""

SCHEMA = 1
"""Raised when a stored document of the previous version needs a lift (see :mod:`schemas.lifts`)."""

OLDEST_PULL = 1
"""The oldest schema version that pulls can still be lowered to."""

HISTORY: dict[int, str] = {1: "The first protocol."}

PROTOCOL_PRINTS: dict[int, str] = {1: "464f205f0337a3ae"}
"""Protocol -> fingerprint of the shapes of all messages."""

SCHEMA_PRINTS: dict[int, str] = {1: "1a587a41f3d22323"}
"""Schema -> fingerprint of all declarations, but for labels and what is searched."""
