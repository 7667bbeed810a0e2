"""Who may read and who may write: scopes, grants and writers, as entities declare them."""

from typing import Literal

import msgspec

Role = Literal["admin", "dispatcher", "organiser", "driver", "barista"]
ROLES: tuple[Role, ...] = ("admin", "dispatcher", "organiser", "driver", "barista")

FOUNDER = "founder"
"""Nobody's role: in it the server itself writes what an organisation begins with."""

ROLE_SCOPES: dict[str, tuple[str, ...]] = {
    "admin": ("everyone", "office", "event"),
    "dispatcher": ("everyone", "office"),
    "organiser": ("everyone", "event"),
    "driver": ("everyone",),
    "barista": ("everyone",),
}
"""The scopes that a role holds by itself; each person also holds ``user:ID``, and what records
grant (:class:`Grant`)."""

SCOPE_ORDER: tuple[str, ...] = ("user", "route", "station", "everyone", "event", "office")
"""The kinds of scope in the order in which a bootstrap delivers them: today's work first."""

Act = Literal["create", "edit", "delete"]


class Scope(msgspec.Struct, frozen=True):
    """One rule that puts a record into scopes.

    With ``kind`` alone, the scope of that name. With ``field``, the scope ``kind:VALUE`` for the
    visible value of a register or for each element of a set. With ``own``, ``kind:ID`` of the
    record itself. With ``when``, the scope ``kind`` while that register is true.
    """

    kind: str
    field: str | None = None
    own: bool = False
    when: str | None = None


class Grant(msgspec.Struct, frozen=True):
    """The people named in ``field`` (a register or a set) hold the record's scope ``kind:ID``."""

    field: str
    kind: str


class May(msgspec.Struct, frozen=True):
    """What some roles may write.

    ``fields`` empty: all of them. ``when``: only while the state field (first of the pair) has or
    had, as far as the writer could know, one of the states (second of the pair). ``mine``: only
    records whose named field holds the actor (``id``: the actor's own profile). ``place``: also
    into scopes that the writer does not hold. ``late``: also on a record that left the writer's
    device while it had no contact.
    """

    roles: frozenset[str]
    acts: frozenset[str] = frozenset({"create", "edit", "delete"})
    fields: frozenset[str] = frozenset()
    when: tuple[str, frozenset[str]] | None = None
    mine: str | None = None
    place: bool = False
    late: bool = False


def may(
    *roles: Role | Literal["founder"],
    acts: tuple[Act, ...] = ("create", "edit", "delete"),
    fields: tuple[str, ...] = (),
    when: tuple[str, tuple[str, ...]] | None = None,
    mine: str | None = None,
    place: bool = False,
    late: bool = False,
) -> May:
    """A writing permission, readable in a declaration."""
    return May(
        frozenset(roles), frozenset(acts), frozenset(fields),
        (when[0], frozenset(when[1])) if when else None, mine, place, late,
    )  # fmt: skip


class Event(msgspec.Struct, frozen=True):
    """A named domain event that live sockets hear when a mutation is committed.

    ``on``: the acts that raise it. ``fields``: only when one of them changed (empty: any change).
    ``falls``: only when that counter went down; with ``below`` (a field or a number) only when it
    crossed from above that to it or under.
    """

    name: str
    on: frozenset[str] = frozenset({"create", "edit", "delete"})
    fields: frozenset[str] = frozenset()
    falls: str | None = None
    below: str | int | None = None


def event(
    name: str,
    *on: Act,
    fields: tuple[str, ...] = (),
    falls: str | None = None,
    below: str | int | None = None,
) -> Event:
    """An event, readable in a declaration; with no acts named, every act raises it."""
    acts = frozenset(on) or frozenset({"create", "edit", "delete"})
    return Event(name, acts, frozenset(fields), falls, below)
