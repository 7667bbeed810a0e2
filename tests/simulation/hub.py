"""The hub of a simulation: storage on a file that can be copied, lost and put back."""

import itertools
import shutil
from pathlib import Path
from typing import Any

import msgspec

from schemas.problems import Problem
from schemas.wire.down import Rekeyed
from schemas.wire.up import Rekey
from server.exchange.exchange import Exchange, is_silent
from server.exchange.framing import JSON_FRAMING
from server.identity.directory import Device
from server.identity.principal import Principal
from server.storage.contract import Page, Pull, Pushed, Write
from server.storage.sqlite import SqliteStorage

ORGANISATION = "O" * 22
SEAL_KEY = b"simulation" * 4
START = 1_795_248_000_000


def _uncounted(pushed: Pushed, count: int) -> None:
    """Figures are nobody's business here."""


class Directory:
    """Who may act on which device, as :class:`server.identity.directory.DeviceDirectory`."""

    def __init__(self) -> None:
        self.people: dict[str, dict[str, str]] = {}

    async def device(self, organisation: str, replica: str) -> Device | None:
        """The device of that name."""
        if replica not in self.people:
            return None
        person, role = next(iter(self.people[replica].items()))
        return Device(
            organisation=organisation, replica=replica, name=replica, person=person, station=None,
            role=role, app="", created_at=0, last_contact=None, revoked_at=None, revoked_by=None,
        )  # fmt: skip

    async def actors(self, organisation: str, replica: str) -> dict[str, str]:
        """person -> role."""
        return self.people[replica]

    async def contact(self, organisation: str, replica: str, app: str | None = None) -> None:
        """Nothing is noted here."""


class Parts(msgspec.Struct):
    """What the exchange needs of identity."""

    directory: Directory


class Hub:
    """One hub. ``folder`` holds its file and its backups. ``now``: its clock, ms."""

    def __init__(self, folder: Path, template: Path | None = None) -> None:
        self.folder = folder
        self.file = folder / "hub.db"
        self.now = START
        self.directory = Directory()
        self.fresh = (f"x{n}" for n in itertools.count(1))
        self.kept: dict[str, dict[str, str]] = {}
        if template is not None:
            shutil.copy(template, self.file)

    async def start(self) -> None:
        """Opens the storage."""
        self.storage = SqliteStorage(self.file, seal_key=SEAL_KEY, clock=lambda: self.now)
        await self.storage.open()
        parts: Any = Parts(self.directory)
        self.exchange = Exchange(self.storage, parts, lambda: self.now, _uncounted)

    async def stop(self) -> None:
        """Lets go of the storage."""
        await self.exchange.close()
        await self.storage.close()

    async def enrol(self, replica: str, person: str, role: str) -> None:
        """Registers a device of one person."""
        self.directory.people[replica] = {person: role}
        await self.storage.add_replica(ORGANISATION, replica)

    async def backup(self) -> None:
        """Keeps a copy of everything as it is now."""
        await self.storage.backup(self.folder / "backup.db")
        self.kept = dict(self.directory.people)

    async def restore(self) -> None:
        """Puts the last copy in the place of the file: what came since is forgotten."""
        await self.stop()
        self._put_back()
        await self.start()
        await self.storage.new_epoch(ORGANISATION)
        # Devices that were enrolled since are forgotten with the rest.
        self.directory.people = dict(self.kept)

    def _put_back(self) -> None:
        for suffix in ("", "-wal", "-shm"):
            Path(f"{self.file}{suffix}").unlink(missing_ok=True)
        shutil.copy(self.folder / "backup.db", self.file)

    def principal(self, replica: str) -> Principal:
        """Whose request comes from a device."""
        if replica not in self.directory.people:
            raise Problem("device/unknown")
        person, role = next(iter(self.directory.people[replica].items()))
        return Principal(
            organisation=ORGANISATION, person=person, role=role, session=None, replica=replica,
            expires=2**53,
        )  # fmt: skip

    async def sync(self, replica: str, body: bytes) -> bytes | None:
        """One ``POST /sync``, as the endpoint does it.

        Raises:
            Problem: what the endpoint would answer.
        """
        principal, sent = self.principal(replica), JSON_FRAMING.sync(body)
        pushed = await self.exchange.push(principal, sent, JSON_FRAMING)
        page: Page | None = None
        if sent.c is not None and pushed.instruction is None:
            idle = sent.rest == 0
            page = await self.exchange.pull(principal, sent.c, sent.room, sent.s, idle=idle)
        answer = self.exchange.answer(pushed, page, JSON_FRAMING, sent.c)
        return None if is_silent(answer) else JSON_FRAMING.encode(answer)

    async def rekey(self, replica: str, offer: Rekey) -> Rekeyed:
        """One ``POST /sync/rekey``."""
        person, role = next(iter(self.directory.people.get(replica, {}).items()), ("", ""))
        if not person:
            raise Problem("device/unknown")
        fresh = next(self.fresh)
        uids = [offer.uids[at : at + 12] for at in range(0, len(offer.uids), 12)]
        told = await self.storage.rekey(
            ORGANISATION, replica, offer.first, uids, fresh, offer.former
        )
        self.directory.people[told.replica] = {person: role}
        return told

    async def write(self, actor: str, *ops: list[Any]) -> None:
        """A REST write of an admin."""
        await self.storage.write(
            Write(organisation=ORGANISATION, actor=actor, role="admin", ops=list(ops))
        )

    async def everything(self, person: str, role: str) -> dict[tuple[str, str], bytes]:
        """What a person would hold after a bootstrap: (entity, id) -> document."""
        found: dict[tuple[str, str], bytes] = {}
        cursor = ""
        while True:
            pull = Pull(organisation=ORGANISATION, person=person, role=role, cursor=cursor)
            page = await self.storage.pull(pull)
            for entity, documents in page.arrivals:
                for document in documents:
                    found[entity, msgspec.json.decode(document)["id"]] = document
            for entity, ids in [*page.departures, *page.gone]:
                for id in ids:
                    found.pop((entity, id), None)
            if not page.more:
                return found
            cursor = page.cursor


__all__ = ["ORGANISATION", "START", "Hub", "Problem"]
