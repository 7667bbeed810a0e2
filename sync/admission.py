"""Whether a write may be: permissions by role, field and state; references; transitions.

Every rule is declared with its entity; nothing here names one.
"""

from collections.abc import Iterable

from schemas.access import May
from schemas.entity import Entity
from schemas.problems import Problem
from sync.record import REPLICA, VALUE, N, Record, Write


def check_permission(
    record: Record, role: str, act: str, fields: Iterable[str], write: Write, *, late: bool
) -> None:
    """Whether the actor's role may do this to these fields, in the states that the record has or,
    as far as the writer could know, had.

    Raises:
        Problem: ``write/forbidden``, naming the fields.
    """
    granted = [
        m for m in record.entity.permits.get(role, ())
        if act in m.acts and (m.late or not late) and _applies(m, record, write)
    ]  # fmt: skip
    if any(not m.fields for m in granted):
        return
    allowed = frozenset[str]().union(*(m.fields for m in granted))
    refused = [name for name in fields if name not in allowed]
    if refused or not granted or act != "edit":
        raise Problem("write/forbidden", fields=dict.fromkeys(refused, role))


def may_place(entity: Entity, role: str) -> bool:
    """Whether the role may put records before people whose scopes it does not hold."""
    return any(m.place for m in entity.permits.get(role, ()))


def may_late(entity: Entity, role: str, act: str) -> bool:
    """Whether such a write is admitted on a record that the writer's device has lost meanwhile."""
    return any(m.late and act in m.acts for m in entity.permits.get(role, ()))


def check_transition(record: Record, name: str, leave: str | None, enter: str, role: str,
                     write: Write) -> None:  # fmt: skip
    """Judges a step by what the writer saw: the state it left must be one that the record had.

    Raises:
        Problem: ``transition/illegal`` (no such step, or not from what the writer saw),
            ``transition/never`` (the record never was in that state), ``write/forbidden``.
    """
    field = record.entity.fields[name]
    facts = {"field": name, "from": leave, "to": enter}
    step = field.step(leave, enter) if leave is not None else None
    if step is None or leave is None:
        raise Problem("transition/illegal", params=facts)
    if step.roles and role not in step.roles:
        raise Problem("write/forbidden", fields={name: role})
    siblings = record.siblings(name)
    if any(s[VALUE] == leave for s in siblings):
        return
    if leave not in record.past.get(name, ()):
        raise Problem("transition/never", params=facts)
    if all(write.seen.get(s[REPLICA], 0) >= s[N] for s in siblings):
        raise Problem("transition/illegal", params=facts)


def check_start(entity: Entity, name: str, leave: str | None, enter: str) -> None:
    """Whether a creation may start in a state.

    Raises:
        Problem: ``transition/illegal``.
    """
    if leave is not None or enter not in entity.fields[name].initial:
        facts = {"field": name, "from": leave, "to": enter}
        raise Problem("transition/illegal", params=facts)


def _applies(permit: May, record: Record, write: Write) -> bool:
    if permit.mine is not None:
        owner = record.id if permit.mine == "id" else record.values.get(permit.mine)
        if owner != write.actor:
            return False
    if permit.when is None:
        return True
    name, states = permit.when
    siblings = record.siblings(name)
    known = {s[VALUE] for s in siblings}
    if any(write.seen.get(s[REPLICA], 0) < s[N] for s in siblings):
        known.update(record.past.get(name, ()))
    return not states.isdisjoint(known)
