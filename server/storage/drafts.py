"""Answers on their way: planned, but not yet given their place in the feed."""

from typing import Any

import msgspec

from schemas.problems import Problem
from schemas.wire.down import Receipt
from server.storage.contract import Push, Pushed, Write, Written
from server.storage.needs import Kept
from sync.seal import receipt_seal

_written = msgspec.msgpack.Decoder(Written)

Job = Push | Write
Answer = Pushed | Written | Problem


class Draft(msgspec.Struct):
    """One job's answer. ``step``: of its last mutation. ``signed``: (replica, n), where the person
    asked for a receipt and everything is in. ``kept``: an earlier answer to the same key."""

    answer: Answer
    step: int = 0
    signed: tuple[str, int] | None = None
    kept: Kept | None = None

    def settle(self, base: int, now: int, key: bytes) -> Answer:
        """The answer itself, once the group's steps are known to count from ``base``."""
        if self.kept is not None:
            return repeated(self.kept, base)
        if isinstance(self.answer, Written):
            return _placed(self.answer, base)
        if isinstance(self.answer, Pushed):
            self.answer.position = base + self.step
            if self.signed is not None:
                replica, n = self.signed
                seal = receipt_seal(key, replica, n, self.answer.position, now)
                self.answer.receipt = Receipt(n, self.answer.position, now, seal)
        return self.answer


def repeated(kept: Kept, base: int) -> Written:
    """The answer to a request that was made before; ``base``: of the group that makes it."""
    answer = _written.decode(kept.answer)
    answer.repeated = True
    return _placed(answer, base if kept.base is None else kept.base)


def _placed(answer: Written, base: int) -> Written:
    documents: dict[str, Any] = {
        id: None if found is None else (base + found[0], found[1])
        for id, found in answer.documents.items()
    }
    return msgspec.structs.replace(answer, position=base + answer.position, documents=documents)
