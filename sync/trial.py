"""One mutation on trial: its ops go to copies, which count only if all of it is admitted."""

from typing import Any

import msgspec

from schemas.entity import Entity
from schemas.problems import Problem
from schemas.types import SAFE_INTEGER
from sync.admission import check_permission, check_start, check_transition, may_late
from sync.events import Changed
from sync.moves import NOWHERE, Ground, Moves, settle
from sync.numbering import Numbering
from sync.plan import Change, Missing, World, Writer
from sync.reach import Reach
from sync.record import REPLICA, VALUE, N, Record, Write, element_key
from sync.scopes import each_of, scopes_of
from sync.vector import join

MAX_ELEMENTS = 1_000
"""Elements of one set."""

MAX_TOUCHED = 5_000
"""Records that one mutation may touch, those that it brings along included."""


class Trial:
    """The staged effects of one mutation. See :meth:`sync.hub.Planner.commit` for the arguments."""

    __slots__ = (
        "_acts", "actor", "changed", "conflicts", "created", "history", "honoured", "line", "n",
        "now_ms", "numbering", "parted", "reach", "role", "staged", "stamp", "step", "world",
        "writer",
    )  # fmt: skip

    def __init__(
        self,
        world: World,
        writer: Writer,
        actor: str,
        n: int,
        stamp: int,
        step: int,
        now_ms: int,
        honoured: frozenset[tuple[str, str, str]] | None,
    ) -> None:
        self.world = world
        self.writer = writer
        self.actor = actor
        self.role = writer.roles.get(actor, "")
        self.n = n
        self.stamp = stamp
        self.step = step
        self.now_ms = now_ms
        self.honoured = honoured
        self.line = {**writer.line, writer.replica: n}
        self.staged: dict[str, Record] = {}
        self.created: dict[str, Record] = {}
        self.changed: dict[str, Changed] = {}
        self.conflicts: list[list[str]] = []
        self.parted: list[list[str]] = []
        self.history: list[Change] = []
        self.numbering = Numbering(world, writer.replica)
        self.reach = Reach(world, writer, actor, self.created)
        self._acts = 0

    @property
    def nothing_left(self) -> bool:
        """Whether all that the mutation asked for had to be left out."""
        return bool(self.parted) and not self._acts

    def apply(self, op: Any) -> None:
        """Applies one op.

        Raises:
            Problem: the mutation is refused.
            Missing: something must be loaded first.
        """
        entity = self.world.registry[op.__struct_config__.tag]
        known = self._peek(op.id)
        try:
            if op.seen is None:
                self._create(entity, op, known)
            elif known is None or known.entity is not entity or known.base is None:
                self._edit_stub(entity, op, known)
            else:
                self._change(entity, op, known)
        except OverflowError as name:
            raise Problem("mutation/invalid", fields={str(name): "overflow"}) from None

    # The three acts

    def _create(self, entity: Entity, op: Any, known: Record | None) -> None:
        if op.body is None:
            raise Problem("mutation/invalid", params={"id": op.id})
        if known is not None and (known.base is not None or known.entity is not entity):
            # Whether an id that the writer may not read exists is nobody's business.
            raise Problem("record/exists", params={"id": op.id})
        body: dict[str, Any] = msgspec.to_builtins(op.body)
        values = self._initial(entity, body)
        record = known.copy() if known is not None else Record(entity, op.id, {}, {})
        write = Write(self.writer.replica, self.n, self.stamp, self.actor, self.line)
        missing = entity.required - values.keys()
        if missing and self.honoured is None:
            raise Problem("field/required", fields=dict.fromkeys(missing, "field/required"))
        record.create(values, write)
        if self.honoured is None:
            late = self.reach.place(record, NOWHERE)
            for name, field in entity.references.items():
                if name in body:
                    late |= self.reach.reference(field.ref or "", name, values.get(name), None)
            check_permission(record, self.role, "create", body, write, late=late)
            if late:
                record.flag("late", write)
        self.created[op.id] = self.staged[op.id] = record
        watched = {name: [None, values[name]] for name in entity.watched if name in values}
        self._note(op.id, "create", watched)

    def _initial(self, entity: Entity, body: dict[str, Any]) -> dict[str, Any]:
        for name in entity.special:
            change = body.get(name)
            if change is None:
                continue
            field = entity.fields[name]
            if field.kind == "counter":
                body[name] = change.get("add", 0) + change.get("count", 0)
                if abs(body[name]) > SAFE_INTEGER:
                    raise OverflowError(name)
            elif field.kind == "set":
                body[name] = _elements(change.get("add", []))
            else:
                if self.honoured is None:
                    check_start(entity, name, *change)
                body[name] = change[1]
        values = {**entity.defaults, **body} if entity.defaults else body
        for name in entity.received:
            if body.get(name) is not None and self.honoured is None:
                raise Problem("write/forbidden", fields={name: "received"})
            values[name] = self.now_ms
        for name, series in entity.series.items():
            number = body.get(name)
            if number is not None or self.honoured is None:
                honoured = self.honoured is not None
                values[name] = self.numbering.take(series, number, honoured=honoured)
        if None in values.values():
            return {name: value for name, value in values.items() if value is not None}
        return values

    def _edit_stub(self, entity: Entity, op: Any, known: Record | None) -> None:
        """An edit of something that is not there: of value only while a restored hub waits for the
        creation to come back."""
        if self.honoured is None or (known is not None and known.entity is not entity):
            self.reach.unknown(op.id, "record/unknown")
        stub = known if known is not None else Record(entity, op.id, {}, {})
        self._write(op, _body(op), stub, self._as_seen(op), False)

    def _change(self, entity: Entity, op: Any, known: Record) -> None:
        late = False
        body = _body(op)
        write = self._as_seen(op)
        if self.honoured is None:
            act = "delete" if op.body is None and not op.accept else "edit"
            # What an earlier op of the same mutation moved away was in the writer's hands before.
            before = self.world.records.get(op.id) or known
            late = not self.reach.readable(before)
            if late and not (may_late(entity, self.role, act) and self.reach.lost(before)):
                self.reach.unknown(op.id, "record/unknown")
            names = body.keys() if not op.accept else (*body, *op.accept)
            check_permission(known, self.role, act, names, write, late=late)
        self._write(op, body, known, write, late)

    def _as_seen(self, op: Any) -> Write:
        seen = join(op.seen, self.line) if op.seen else self.line
        return Write(self.writer.replica, self.n, self.stamp, self.actor, seen)

    def _write(
        self, op: Any, body: dict[str, Any], known: Record, write: Write, late: bool
    ) -> None:
        record = self._stage(known)
        if op.body is None and not op.accept:
            self._acts += 1
            if record.bury(write):
                record.flag("revived", write)
                self.conflicts.append([record.entity.name, record.id, ""])
            self._note(op.id, "delete", {})
        else:
            self._edit(op, body, record, write)
        if late:
            record.flag("late", write)

    def _edit(self, op: Any, body: dict[str, Any], record: Record, write: Write) -> None:
        was_deleted = record.deleted
        fields: dict[str, list[Any]] = {}
        for name, change in body.items():
            if self._part(record, name, write):
                continue
            before = record.values.get(name)
            if self._field(record, name, change, write):
                self.conflicts.append([record.entity.name, record.id, name])
            fields[name] = [before, record.values.get(name)]
        for name, (replica, n) in op.accept.items():
            before = record.values.get(name)
            self._accept(record, name, replica, n, write)
            fields[name] = [before, record.values.get(name)]
        if not fields:
            return
        self._acts += 1
        record.advance(write)
        if was_deleted:
            record.flag("revived", write)
        if self.honoured is None and self._moved(body, record, fields):
            record.flag("late", write)
        self._note(op.id, "edit", fields)

    def _moved(self, body: dict[str, Any], record: Record, fields: dict[str, list[Any]]) -> bool:
        """Checks what the written fields refer to, shown or not, and where they put the record.
        Returns whether it is admitted only by the late writer's grace."""
        late = False
        for name, field in record.entity.references.items():
            if name in fields:
                before, after = fields[name]
                written = body.get(name)
                named = [*each_of(after), *([written] if isinstance(written, str) else [])]
                late |= self.reach.reference(field.ref or "", name, named, before)
        if not record.entity.scope_fields.isdisjoint(fields):
            known = self.world.records.get(record.id)
            before = NOWHERE if known is None else scopes_of(known)
            late |= self.reach.place(record, before, _shown(record.entity, body))
        return late

    # One field

    def _part(self, record: Record, name: str, write: Write) -> bool:
        """Whether this part must be left out of the mutation, and why."""
        field = record.entity.fields[name]
        if self.honoured is not None:
            return (record.entity.name, record.id, name) in self.honoured
        code = None
        if field.received:
            code = "write/forbidden"
        elif field.resolver == "first" and field.kind == "register":
            there = [s for s in record.siblings(name) if s[VALUE] is not None]
            if any(write.seen.get(s[REPLICA], 0) >= s[N] for s in there):
                code = "field/first"
        if code is None:
            return False
        self.parted.append([record.entity.name, record.id, name, code])
        return True

    def _field(self, record: Record, name: str, change: Any, write: Write) -> bool:
        field = record.entity.fields[name]
        if field.kind == "counter":
            return _count(record, name, change, write)
        if field.kind == "set":
            if "remove" in change:
                record.exclude(name, change["remove"], write)
            if "add" in change:
                record.include(name, _elements(change["add"]), write)
            if len(record.values.get(name, ())) > MAX_ELEMENTS:
                raise Problem("mutation/limits", fields={name: str(MAX_ELEMENTS)})
            return False
        if field.is_state:
            leave, enter = change
            if self.honoured is None:
                check_transition(record, name, leave, enter, self.role, write)
            return record.assign(name, enter, write)
        value = change
        series = record.entity.series.get(name)
        if series is not None and value is not None and value != record.values.get(name):
            value = self.numbering.take(series, value, honoured=self.honoured is not None)
        return record.assign(name, value, write)

    def _accept(self, record: Record, name: str, replica: str, n: int, write: Write) -> None:
        field = record.entity.fields.get(name)
        if field is None or field.kind == "set":
            raise Problem("mutation/invalid", fields={name: "accept"})
        siblings = record.counter(name)[1] if field.kind == "counter" else record.siblings(name)
        chosen = [s for s in siblings if s[REPLICA] == replica and s[N] == n]
        if not chosen:
            if self.honoured is not None:
                return
            raise Problem("accept/unknown", fields={name: f"{replica}.{n}"})
        if field.kind == "counter":
            record.count(name, chosen[0][VALUE], write)
        else:
            record.assign(name, chosen[0][VALUE], write)

    # Staging

    def _peek(self, id: str) -> Record | None:
        staged = self.staged.get(id)
        if staged is not None:
            return staged
        try:
            return self.world.records[id]
        except KeyError:
            raise Missing(records=frozenset([id])) from None

    def _stage(self, known: Record) -> Record:
        staged = self.staged.get(known.id)
        if staged is None:
            scopes_of(known)  # so that the copy shares them until it moves
            staged = self.staged[known.id] = known.copy()
            if len(self.staged) > MAX_TOUCHED:
                raise Problem("mutation/limits", params={"records": MAX_TOUCHED})
        return staged

    def _note(self, id: str, act: str, fields: dict[str, list[Any]]) -> None:
        if act == "create":
            self._acts += 1
        else:
            replica, n = self.writer.replica, self.n
            row = Change(id, self.step, replica, n, self.stamp, self.actor, act, fields)
            self.history.append(row)
        earlier = self.changed.get(id)
        if earlier is None:
            self.changed[id] = Changed(id, act, fields)
        else:
            earlier.act = act if earlier.act != "create" else "create"
            for name, (before, after) in fields.items():
                first = earlier.fields.get(name, [before])[0]
                earlier.fields[name] = [first, after]

    def settle(self) -> Moves:
        """What the ops moved (:func:`sync.moves.settle`)."""
        world = self.world
        return settle(Ground(world.registry, world.records, self.staged, self._peek, self._stage))


def _count(record: Record, name: str, change: dict[str, int], write: Write) -> bool:
    missed = "add" in change and record.add(name, change["add"], write)
    return ("count" in change and record.count(name, change["count"], write)) or missed


def _elements(elements: list[Any]) -> list[Any]:
    if len(elements) > MAX_ELEMENTS:
        raise Problem("mutation/limits", params={"elements": MAX_ELEMENTS})
    plain = {element_key(element): element for element in elements}
    return [plain[key] for key in sorted(plain)]


def _shown(entity: Entity, body: dict[str, Any]) -> dict[str, Any]:
    """The values that a body would show: what it adds to a set, and its registers'."""
    return {
        name: change.get("add", []) if entity.fields[name].kind == "set" else change
        for name, change in body.items()
        if name in entity.scope_fields
    }


def _body(op: Any) -> dict[str, Any]:
    """What an op changes, as plain JSON values by field."""
    return {} if op.body is None else msgspec.to_builtins(op.body)
