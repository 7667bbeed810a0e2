"""The three kinds of field. A declaration says how concurrent writes of the field merge.

register   siblings, and a resolver that picks the one to show (``latest``, ``rank``, ``first``,
           ``keep``)
counter    the sum of all adds, plus the offset that the last count chose
set        add-wins: a remove takes away only the additions that it saw

What each means exactly stands in ``sync/SPEC.md``.
"""

from typing import Any, Literal

import msgspec

from schemas.types import Id, Instant

Resolver = Literal["latest", "rank", "first", "keep"]
Kind = Literal["register", "counter", "set"]


class Label(msgspec.Struct, frozen=True):
    """A name for people, in both languages of the product."""

    zh: str
    en: str


class Transition(msgspec.Struct, frozen=True):
    """One legal step of a state field.

    ``roles`` narrows who may take it (empty: whoever may write the field). ``undo`` marks a step
    that exists to take another back.
    """

    leave: str
    enter: str
    roles: frozenset[str] = frozenset()
    undo: bool = False


class Field(msgspec.Struct, frozen=True, kw_only=True):
    """One declared field of an entity, made by the functions below.

    ``type``: the annotation of the value (of one element, for a set).
    ``required``: a creation without it is refused, and it is never null.
    ``default``: what a creation that is silent about it gets.
    ``ref``: the entity that the value (or each element) names.
    ``follow``: kinds of scope in which the target comes along with this record.
    ``order``: the states from weakest to strongest, for ``rank``.
    ``initial``: the states that a creation may start in.
    ``series``: the value is drawn from number blocks of that series.
    ``minimum``: a counter below it is flagged, never refused.
    ``received``: filled by the hub with its own time when the creation is admitted; nobody
    writes it.
    """

    kind: Kind
    type: Any
    label: Label
    resolver: Resolver = "latest"
    required: bool = False
    default: Any = None
    ref: str | None = None
    follow: frozenset[str] = frozenset()
    order: tuple[str, ...] = ()
    initial: frozenset[str] = frozenset()
    transitions: tuple[Transition, ...] = ()
    series: str | None = None
    minimum: int | None = None
    received: bool = False

    @property
    def is_state(self) -> bool:
        """Whether the field moves along declared transitions."""
        return bool(self.transitions)

    def step(self, leave: str, enter: str) -> Transition | None:
        """The declared transition between two states, or None where there is none."""
        for transition in self.transitions:
            if transition.leave == leave and transition.enter == enter:
                return transition
        return None


def register(
    type: Any,
    zh: str,
    en: str,
    *,
    resolver: Resolver = "latest",
    required: bool = False,
    default: Any = None,
    series: str | None = None,
) -> Field:
    """A value that a write replaces: the common kind of field."""
    return Field(
        kind="register", type=type, label=Label(zh, en), resolver=resolver,
        required=required, default=default, series=series,
    )  # fmt: skip


def ref(
    entity: str,
    zh: str,
    en: str,
    *,
    required: bool = False,
    follow: tuple[str, ...] = (),
    resolver: Resolver = "latest",
) -> Field:
    """A register that names another record; in the scopes of ``follow`` that record comes along."""
    return Field(
        kind="register", type=Id, label=Label(zh, en), resolver=resolver, required=required,
        ref=entity, follow=frozenset(follow),
    )  # fmt: skip


def state(
    zh: str,
    en: str,
    *,
    order: tuple[str, ...],
    initial: tuple[str, ...],
    transitions: tuple[Transition, ...],
) -> Field:
    """A ``rank`` register that moves along declared transitions."""
    return Field(
        kind="register", type=Literal[order], label=Label(zh, en), resolver="rank", required=True,
        default=initial[0], order=order, initial=frozenset(initial), transitions=transitions,
    )  # fmt: skip


def step(leave: str, *enter: str, roles: tuple[str, ...] = ()) -> tuple[Transition, ...]:
    """The transitions that leave one state."""
    return tuple(Transition(leave, to, frozenset(roles)) for to in enter)


def undo(leave: str, *enter: str, roles: tuple[str, ...] = ()) -> tuple[Transition, ...]:
    """Transitions that take a step back."""
    return tuple(Transition(leave, to, frozenset(roles), undo=True) for to in enter)


def counter(zh: str, en: str, *, minimum: int | None = None) -> Field:
    """A whole number that people add to and count, never overwrite."""
    return Field(kind="counter", type=int, label=Label(zh, en), default=0, minimum=minimum)


def members(type: Any, zh: str, en: str, *, ref: str | None = None) -> Field:
    """An add-wins set of small values, or of references to ``ref``."""
    return Field(kind="set", type=type, label=Label(zh, en), ref=ref)


def received(zh: str, en: str) -> Field:
    """The hub's own time at which the creation was admitted."""
    return Field(
        kind="register", type=Instant, label=Label(zh, en), resolver="first", received=True
    )
