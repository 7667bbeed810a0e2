"""A hub with people and devices, driven through the storage contract alone."""

import itertools
from typing import Any

import msgspec

from schemas.wire.down import Instruction
from schemas.wire.up import Vouched
from server.storage.contract import Act, Committed, Page, Pull, Push, Pushed, Write, Written
from sync.clock import stamp_at
from sync.seal import seal
from sync.uid import pack, uid_of
from tests.contracts.engines import KEY, Clock, Engine, Kept

ORG = "gasgasgasgasgasgasgasg"
Op = list[Any]


def rid(name: str) -> str:
    """A readable id: the name, padded to the 22 characters of a real one."""
    return (name + "_" * 22)[:22]


OFFICE = rid("office")
BOSS = rid("boss")
ROLES = {OFFICE: "dispatcher", BOSS: "admin", rid("ann"): "driver", rid("bob"): "driver"}
ANN, BOB = rid("ann"), rid("bob")


class Hub:
    """An engine that is open, with one organisation in it."""

    def __init__(self, engine: Engine, clock: Clock) -> None:
        self.engine = engine
        self.clock = clock
        self.heard: list[Committed] = []
        self.storage: Kept = engine.storage(clock)

    async def open(self) -> None:
        self.storage = self.engine.storage(self.clock)
        await self.storage.open()
        self.storage.listen(self.heard.append)
        await self.storage.add_organisation(ORG)

    async def close(self) -> None:
        await self.storage.close()

    async def reopen(self) -> None:
        await self.close()
        await self.open()

    async def save(self, name: str = "last") -> None:
        await self.close()
        self.engine.save(name)
        await self.open()

    async def restore(self, name: str = "last") -> None:
        """A saved copy takes the place of the data, as after a disaster."""
        await self.close()
        self.engine.put_back(name)
        await self.open()
        await self.storage.new_epoch(ORG)

    async def device(self, replica: str, person: str, role: str | None = None) -> "Device":
        await self.storage.add_replica(ORG, replica)
        return Device(self, replica, person, role or ROLES[person])

    async def write(self, *ops: Op, actor: str = OFFICE, **more: Any) -> Written:
        role = more.pop("role", ROLES.get(actor, "dispatcher"))
        return await self.storage.write(
            Write(organisation=ORG, actor=actor, role=role, ops=list(ops), **more)
        )

    async def staff(self, *people: str) -> None:
        """Gives people their profiles, so that records can name them."""
        profiles = [
            ["person", person, None, {"name": person[:3], "role": ROLES[person]}]
            for person in people
        ]
        await self.write(*profiles, actor=BOSS)

    async def read(self, person: str, role: str | None = None) -> dict[str, dict[str, Any]]:
        """What somebody who starts with nothing may read."""
        reader = Device(self, None, person, role or ROLES[person])
        await reader.follow()
        return reader.base


class Device:
    """A device that follows its cursor and keeps its outbox; it judges nothing by itself."""

    _nonces = itertools.count()

    def __init__(self, hub: Hub, replica: str | None, person: str, role: str) -> None:
        self.hub = hub
        self.replica = replica or ""
        self.reads_as = replica
        self.person = person
        self.role = role
        self.epoch = 1
        self.after: tuple[int, str] = (0, "")
        self.cursor = ""
        self.base: dict[str, dict[str, Any]] = {}
        self.entity: dict[str, str] = {}
        self.acts: list[Act] = []
        self.answers: list[Pushed] = []

    # Writing

    def act(self, *ops: Op, stamp: int | None = None, actor: str | None = None) -> Act:
        """An act as the device would queue it."""
        number = next(self._nonces)
        made = stamp_at(self.hub.clock.now) + number % 1000 if stamp is None else stamp
        return Act(f"{number:08d}", made, actor or self.person, msgspec.json.encode(list(ops)))

    async def send(self, *acts: Act, **more: Any) -> Pushed:
        """Pushes a slice after the last decided act, and takes in the answer."""
        answer = await self.push(list(acts), **more)
        if answer.done is not None:
            self.acts += acts
            self.answers.append(answer)
            self.after = (answer.done, uid(acts[-1])) if acts else self.after
        return answer

    async def push(self, acts: list[Act], **more: Any) -> Pushed:
        """Pushes, and forgets the answer as if it were lost; but that the hub was restored is
        heard, and what nothing has changed for is pushed once more."""
        asked: dict[str, Any] = {
            "after": self.after, "roles": {self.person: self.role}, "epoch": self.epoch, **more
        }  # fmt: skip
        push = Push(organisation=ORG, replica=self.replica, acts=acts, **asked)
        answer = await self.hub.storage.push(push)
        if not answer.epoch:
            return answer
        self.epoch = push.epoch = answer.epoch
        assert answer.instruction is not None
        if answer.instruction.match != push.after:
            return answer
        return await self.hub.storage.push(push)

    async def do(self, *ops: Op, **more: Any) -> Pushed:
        """One act, pushed at once."""
        return await self.send(self.act(*ops, **more))

    async def succeed(self, *ops: Op, **more: Any) -> None:
        """One act that must simply merge."""
        answer = await self.do(*ops, **more)
        assert answer.no == []
        assert answer.instruction is None

    async def refused(self, *ops: Op, **more: Any) -> str:
        """One act that must be refused. Returns the code."""
        answer = await self.do(*ops, **more)
        (exception,) = answer.no
        assert exception[1] == "refused"
        return str(exception[2][0])

    def seen(self, id: str) -> dict[str, int]:
        return dict(self.base[id]["_"]["v"])

    # Reading

    async def page(self, **more: Any) -> Page:
        more = {"cursor": self.cursor, "replica": self.reads_as, **more}
        return await self.hub.storage.pull(
            Pull(organisation=ORG, person=self.person, role=self.role, **more)
        )

    async def follow(self, *, room: int = 2_000, idle: bool = True) -> list[Page]:
        """Pulls until there is no more; on a resync, from the start."""
        pages: list[Page] = []
        while True:
            page = await self.page(room=room, idle=idle)
            if page.instruction == Instruction("resync"):
                self.base, self.entity, self.cursor = {}, {}, ""
                continue
            assert page.instruction is None
            pages.append(page)
            self.take(page)
            if not page.more:
                return pages

    def take(self, page: Page) -> None:
        """Applies a page: arrivals, then what left, then what is gone."""
        for entity, documents in page.arrivals:
            for text in documents:
                document = msgspec.json.decode(text)
                self.base[document["id"]] = document
                self.entity[document["id"]] = entity
        for _, ids in [*page.departures, *page.gone]:
            for id in ids:
                self.base.pop(id, None)
                self.entity.pop(id, None)
        self.cursor = page.cursor


def uid(act: Act) -> str:
    return act.nonce if act.ops is None else uid_of(act.nonce, act.actor, act.stamp, act.ops)


def vouched(answer: Pushed) -> Vouched:
    """An answer, as a device gives it back to a restored hub."""
    assert answer.done is not None
    no = [msgspec.Raw(msgspec.json.encode(exception)) for exception in answer.no]
    return Vouched(answer.first, answer.done, answer.mac, no, answer.fix)


def is_sealed(answer: Pushed, replica: str, acts: list[Act]) -> bool:
    """Whether the seal is over exactly what the answer says of these acts."""
    assert answer.done is not None
    uids = pack([uid(act) for act in acts])
    return answer.mac == seal(KEY, replica, answer.first, answer.done, uids, answer.no, answer.fix)


# Ops that many tests need


def customer(name: str, **fields: Any) -> Op:
    return ["customer", rid(name), None, {"name": name, **fields}]


def route(name: str, driver: str | None = None, **fields: Any) -> Op:
    given = {"name": name, "day": "2026-11-21", **fields}
    return ["route", rid(name), None, given if driver is None else {**given, "driver": driver}]


def stop(name: str, route: str, **fields: Any) -> Op:
    refs = {key: rid(fields.pop(key)) for key in ("customer", "order") if key in fields}
    return ["stop", rid(name), None, {"route": rid(route), **refs, **fields}]


def order(name: str, customer: str, **fields: Any) -> Op:
    return ["delivery_order", rid(name), None, {"customer": rid(customer), **fields}]


def edit(entity: str, record: str, seen: Any = "now", **fields: Any) -> Op:
    """An edit; ``seen`` "now" is for REST only."""
    return [entity, rid(record), seen, fields]


def delete(entity: str, name: str, seen: Any = "now") -> Op:
    return [entity, rid(name), seen, None]
