"""Writes through REST: mutations of the server's own replica, planned like any device's."""

import hashlib
from typing import Any

import msgspec

from schemas.entity import Entity
from schemas.problems import Problem
from server.identity.ids import new_id
from server.identity.principal import Principal
from server.resources import ops
from server.resources.shapes import Shapes
from server.storage.contract import Storage, Stored, Write, Written

TRIES = 4
"""How often a step is taken anew whose state somebody else changes at the same moment."""


class Terms(msgspec.Struct, frozen=True):
    """Under which terms one write is made. ``match``: the sequences that ``If-Match`` allows,
    None for any. ``key``: the idempotency key; ``digest``: of what is asked under it."""

    match: list[int] | None = None
    key: str | None = None
    digest: str = ""


class Outcome(msgspec.Struct, frozen=True):
    """The record as the write left it; ``document`` None where it was deleted. ``parted``: fields
    that were left out."""

    id: str
    sequence: int
    document: bytes | None
    parted: list[str] = []


class Resource:
    """One entity's records, for one person at a time."""

    def __init__(self, entity: Entity, shapes: Shapes, storage: Storage) -> None:
        self.entity = entity
        self.shapes = shapes
        self.storage = storage

    async def read(self, principal: Principal, id: str) -> Stored:
        """One record.

        Raises:
            Problem: ``record/unknown``.
        """
        return await self.storage.get(
            principal.organisation, principal.reader(), principal.role or "", self.entity.name, id
        )

    async def create(self, principal: Principal, body: Any, terms: Terms) -> Outcome:
        """Makes a record. A repeated key gives the record that was made then.

        Raises:
            Problem: the write is refused.
        """
        id = new_id() if body.id is msgspec.UNSET else body.id
        op = ops.creation(self.entity, id, body)
        written = await self._write(principal, op, terms, {})
        if id not in written.documents:
            id = next(iter(written.documents), id)
        return await self._outcome(principal, id, written)

    async def edit(self, principal: Principal, id: str, body: Any, terms: Terms) -> Outcome:
        """Changes fields of a record. A repeated key gives what it gave then: what the request
        means is read off the record, which may have gone on since.

        Raises:
            Problem: the write is refused.
        """
        if terms.key is not None:
            known = await self.storage.repeated(
                principal.organisation, principal.reader(), terms.key, terms.digest
            )
            if known is not None:
                return await self._outcome(principal, id, known)
        for last in range(TRIES, 0, -1):
            stored = await self.read(principal, id)
            record = msgspec.json.decode(stored.document)
            op = ops.edit(self.entity, record, body)
            try:
                written = await self._write(principal, op, terms, self._match(id, terms))
            except Problem as problem:
                if last == 1 or not problem.code.startswith("transition/"):
                    raise
                if (await self.read(principal, id)).sequence == stored.sequence:
                    raise
            else:
                return await self._outcome(principal, id, written)
        raise AssertionError("unreachable")

    async def remove(self, principal: Principal, id: str, terms: Terms) -> Outcome:
        """Deletes a record.

        Raises:
            Problem: the write is refused.
        """
        if terms.key is None:
            # With a key it may be gone because the first try got through.
            await self.read(principal, id)
        op = ops.removal(self.entity, id)
        written = await self._write(principal, op, terms, self._match(id, terms))
        return Outcome(id, written.position, None)

    def _match(self, id: str, terms: Terms) -> dict[str, list[int]]:
        return {} if terms.match is None else {id: terms.match}

    async def _write(
        self, principal: Principal, op: list[Any] | None, terms: Terms, match: dict[str, list[int]]
    ) -> Written:
        """``op`` None: nothing is to change, which is so under the same terms, and is kept."""
        return await self.storage.write(
            Write(
                organisation=principal.organisation,
                actor=principal.reader(),
                role=principal.role or "",
                ops=[] if op is None else [op],
                match=match,
                key=terms.key,
                digest=terms.digest,
            )
        )

    async def _outcome(self, principal: Principal, id: str, written: Written) -> Outcome:
        found = written.documents.get(id)
        if found is None:
            stored = await self.read(principal, id)
            found = stored.sequence, stored.document
        return Outcome(id, *found, [name for _, _, name, *_ in written.parted])


def digest_of(method: str, path: str, body: bytes) -> str:
    """What an idempotency key stands for: the same request, not the same words."""
    return hashlib.sha256(f"{method} {path}\n".encode() + body).hexdigest()
