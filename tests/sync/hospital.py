"""A desk with two wards, their nurses, and somebody in each role."""

from typing import Any

from sync.plan import Outcome
from sync.scopes import scopes_of
from tests.sync.desk import Desk, rid
from tests.sync.ward import HOSPITAL, op


class Hospital(Desk):
    """``office`` may place; ``nora`` (driver) holds ward ``one`` and may write beds there."""

    def __init__(self) -> None:
        super().__init__(HOSPITAL)
        self.office = self.person("office", "dispatcher")
        self.nora = self.person("nora", "driver")
        self.nils = self.person("nils", "driver")
        for person in (self.nora, self.nils):
            self.push("h", self.office, op("nurse", person, None, {}))
        self.one = self.make("ward", "one", nurses={"add": [self.nora]})
        self.two = self.make("ward", "two", nurses={"add": [self.nils]})

    def make(self, entity: str, name: str, **body: Any) -> str:
        """A record made by the office; its id."""
        id = rid(name)
        named = {"name": name} if entity in ("doctor", "patient", "ward") else {}
        outcome = self.push("h", self.office, op(entity, id, None, {**named, **body}))
        assert outcome.problem is None, outcome.problem
        return id

    def edit(self, id: str, **body: Any) -> Outcome:
        """An edit by the office, which has seen everything."""
        entity = self.kept[id][0]
        outcome = self.push("h", self.office, op(entity, id, self.seen(id), body))
        assert outcome.problem is None, outcome.problem
        return outcome

    def delete(self, id: str) -> Outcome:
        """A delete by the office, which has seen everything."""
        return self.push("h", self.office, op(self.kept[id][0], id, self.seen(id), None))

    def scopes(self, id: str) -> set[str]:
        """The scopes in which a record stands, without the office."""
        return set(scopes_of(self.record(id))) - {"office"}

    def scope(self, ward: str) -> str:
        return f"ward:{ward}"

    def away(self, replica: str) -> None:
        """The device's last round with an empty outbox was now."""
        self.clean[replica] = self.sequence
