"""The recorded decisions of one replica, as far back as a request needs them."""

from collections.abc import Iterable, Sequence
from typing import Any

import msgspec

from server.storage.needs import Receipt
from sync.seal import seal
from sync.uid import pack, unpack


class Ledger(msgspec.Struct):
    """Decisions from number ``low`` on. ``no``: n -> exception. ``fix``: n -> the fixed stamp,
    where it is not the one that was sent. ``begun``: epoch -> the first number decided in it."""

    low: int
    uids: dict[int, str] = {}
    no: dict[int, list[Any]] = {}
    fix: dict[int, int] = {}
    begun: dict[int, int] = {}

    def learn(self, receipts: Iterable[Receipt]) -> None:
        """Takes what was recorded earlier."""
        for receipt in receipts:
            for n, uid in enumerate(unpack(receipt.uids), receipt.first):
                self.uids[n] = uid
            self.no.update((exception[0], exception) for exception in receipt.no)
            self.fix.update(receipt.fix)
            self.begin(receipt.epoch, receipt.first)

    def begin(self, epoch: int, first: int) -> None:
        """Notes that a number was decided in an epoch."""
        self.begun[epoch] = min(first, self.begun.get(epoch, first))

    def before(self, epoch: int, last: int) -> int:
        """The last number, at most ``last``, that was decided in this epoch or an earlier one."""
        return min([last, *(n - 1 for begun, n in self.begun.items() if begun > epoch)])

    def verdicts(self, first: int, last: int) -> tuple[list[list[Any]], list[tuple[int, int]]]:
        """Exceptions and fixed stamps of a range, as an answer names them."""
        return named(self.no, first, last), [
            (n, self.fix[n]) for n in sorted(self.fix) if first <= n <= last
        ]


def by_uid(receipts: Iterable[Receipt]) -> dict[str, list[Any] | None]:
    """Uid -> the exception under which it was decided, None where it merged."""
    found: dict[str, list[Any] | None] = {}
    for receipt in receipts:
        no = {exception[0]: exception for exception in receipt.no}
        for n, uid in enumerate(unpack(receipt.uids), receipt.first):
            found.setdefault(uid, no.get(n))
    return found


def named(no: dict[int, list[Any]], first: int, last: int) -> list[list[Any]]:
    """The exceptions of a range, in order."""
    return [no[n] for n in sorted(no) if first <= n <= last]


def sealed(
    key: bytes,
    replica: str,
    first: int,
    uids: Sequence[str],
    no: Sequence[Sequence[Any]],
    fix: Sequence[Sequence[int]],
) -> str:
    """The seal over the verdicts on ``uids``, numbered from ``first``."""
    return seal(key, replica, first, first + len(uids) - 1, pack(list(uids)), no, fix)
