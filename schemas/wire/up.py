"""Every message that a client sends.

Two framings carry the same messages: JSON, and MessagePack where a client asks for it. Ops are
JSON text in both: inline in JSON, one binary value in MessagePack. A mutation's uid is a hash
over that very text (:mod:`sync.uid`), so whoever stores or forwards a mutation keeps its bytes.
Type parameter ``Bytes``: :class:`msgspec.Raw` in JSON, ``bytes`` in MessagePack.

One op is ``[entity, id, seen, body, accept]`` (the last one may be missing):

``seen``    null: this op creates the record. Else the record's version vector as the writer saw it
            (its own replica's entry may be left out: it is implied).
``body``    null: delete. Else field -> change: the value of a register; ``[from, to]`` of a state
            field; ``{"add": n}`` or ``{"count": offset}`` of a counter; ``{"add": [...],
            "remove": [...]}`` of a set.
``accept``  field -> dot ``[replica, n]``: closes a conflict in favour of that sibling.
"""

from typing import Annotated, Generic, Literal, TypeVar

import msgspec
from msgspec import Meta

from schemas.types import SAFE_INTEGER, Id, ReplicaId, whole

Bytes = TypeVar("Bytes")

Number = Annotated[int, Meta(ge=0, le=SAFE_INTEGER)]
Stamp = Annotated[int, Meta(ge=0, le=SAFE_INTEGER)]
"""A hybrid clock reading: milliseconds since 1970, times 1024, plus a counter (sync/clock.py)."""
Uid = Annotated[str, Meta(pattern=whole("[A-Za-z0-9_-]{12}"))]
Cursor = Annotated[str, Meta(max_length=4_000)]
Series = Annotated[str, Meta(max_length=80)]


class Mutation(msgspec.Struct, Generic[Bytes], array_like=True, forbid_unknown_fields=True):
    """One atomic act, ``[nonce, after, ops, by]``.

    ``nonce``: 8 random characters of base64url; or the 12 of a uid where ``ops`` is null, which
    says "this number was refused, or is given up: count it, do nothing".
    ``after``: its stamp, as the distance from the request's ``at``.
    ``by``: who acted, as an index into the request's ``by``.
    """

    nonce: Annotated[str, Meta(pattern=whole("[A-Za-z0-9_-]{8}|[A-Za-z0-9_-]{12}"))]
    after: Annotated[int, Meta(ge=-SAFE_INTEGER, le=SAFE_INTEGER)]
    ops: Bytes
    by: Annotated[int, Meta(ge=0, le=999)] = 0


class Vouched(msgspec.Struct, forbid_unknown_fields=True, omit_defaults=True):
    """An earlier answer of this hub, given back to one that was restored and has forgotten it.

    ``first``, ``last``: the range of numbers; ``no``: the exceptions as they were named then (see
    :class:`schemas.wire.down.Answer`); ``fix``: the stamps that were fixed otherwise than sent;
    ``mac``: the answer's own seal over all of it.
    """

    first: Number
    last: Number
    mac: Annotated[str, Meta(max_length=64)]
    no: list[msgspec.Raw] = []
    fix: list[tuple[Number, Stamp]] = []


class Sync(msgspec.Struct, Generic[Bytes], forbid_unknown_fields=True, omit_defaults=True):
    """One round trip: ``POST /api/v1/sync`` (``/sync/push`` takes it without a cursor).

    ``v``, ``s``: protocol and schema version. ``e``: the epoch of the hub's history that the device
    last heard of; where it is another one, nothing is decided and the answer says where to go back
    to. ``c``: the cursor; empty to bootstrap, null to pull nothing. ``after``: number and uid of
    the last decided mutation that the device knows; the numbers of ``do`` go on from there.
    ``rest``: how many more wait behind this slice. ``by``: the people who acted. ``at``: the stamp
    from which those of ``do`` are counted. ``room``: how many records it is ready to receive.
    ``held``: numbers left in its blocks, by series; a series that is named and low is topped up.
    ``receipt``: ask for a signed "everything is in".
    """

    v: Number
    s: Number
    e: Number = 1
    after: tuple[Number, Annotated[str, Meta(pattern=whole("([A-Za-z0-9_-]{12})?"))]] = (0, "")
    c: Cursor | None = None
    by: Annotated[list[Id], Meta(max_length=1_000)] = []
    at: Stamp = 0
    do: list[Mutation[Bytes]] = []
    rest: Number = 0
    vouch: list[Vouched] = []
    room: Annotated[int, Meta(ge=1, le=20_000)] = 2_000
    held: dict[Series, Number] = {}
    receipt: bool = False


class Rekey(msgspec.Struct, forbid_unknown_fields=True):
    """``POST /api/v1/sync/rekey``: the histories have parted; the device offers all it keeps.

    ``first``: the number of the first uid. ``uids``: one after the other, 12 characters each.
    ``former``: ids that it has had, so that a restored hub which has forgotten how they descend
    still counts an act once.
    """

    first: Number
    uids: Annotated[str, Meta(max_length=12 * 200_000, pattern=whole("([A-Za-z0-9_-]{12})*"))]
    former: Annotated[list[ReplicaId], Meta(max_length=50)] = []


class Digest(msgspec.Struct, forbid_unknown_fields=True):
    """``POST /api/v1/sync/digest``: the device's checksum at a cursor; ``list`` asks for the ids
    and vectors behind the hub's own."""

    c: Cursor
    sum: Annotated[str, Meta(max_length=64)]
    list: bool = False


class Hello(msgspec.Struct, tag_field="t", tag="hello", forbid_unknown_fields=True):
    """First frame of ``/live``: who, and where it stands."""

    token: Annotated[str, Meta(max_length=4_000)]
    v: Number
    s: Number
    c: Cursor | None = None


class Push(msgspec.Struct, Generic[Bytes], tag_field="t", tag="push", forbid_unknown_fields=True):
    """A slice of the outbox over the socket; the verdicts come back under the same ``id``."""

    id: Number
    sync: Sync[Bytes]


class Token(msgspec.Struct, tag_field="t", tag="token", forbid_unknown_fields=True):
    """A renewed access token for an open socket."""

    token: Annotated[str, Meta(max_length=4_000)]


class Ping(msgspec.Struct, tag_field="t", tag="ping", forbid_unknown_fields=True):
    """Heartbeat; answered by ``pong`` with the same number."""

    n: Number = 0


class Room(msgspec.Struct, tag_field="t", tag="room", forbid_unknown_fields=True):
    """Names of the coffee system's rooms (requirement C7). Reading is decided by scopes; a room
    only announces presence there, or takes it back."""

    do: Literal["join_station", "leave_station", "join_role"]
    id: Annotated[str, Meta(max_length=64)]


class RequestSync(msgspec.Struct, tag_field="t", tag="request_sync", forbid_unknown_fields=True):
    """Asks for all that came since a cursor."""

    c: Cursor
