"""What the outbox keeps of verdicts, where they change."""

from pathlib import Path

import pytest

from clients.replica.replica import Replica
from clients.replica.store.outbox import Entry
from clients.replica.store.store import Identity
from sync.session import Decide, Effect, Renumber, State
from tests.clients.replica.world import ACTOR

HUB_SAYS: list[tuple[State, bytes | None]] = [
    ("merged", None),
    ("conflict", b'[["item","i","price"]]'),
    ("parted", b'[["item","i","price","write/forbidden"]]'),
]


class Phone:
    """A store with one act that was refused, and the same range answered once more."""

    def __init__(self, path: Path) -> None:
        self.replica = Replica.open(path)
        self.replica.store.enrol("abc", Identity("http://x", "s", {}, None, None, "driver", "p"))
        self.seq = self.replica.mutate(
            ACTOR, [["item", "i" * 22, None, {"name": "x", "kind": "drink"}]]
        ).seq
        self.hear(Decide(1, 1, {1: ("refused", b'["write/forbidden"]')}, {}))

    def hear(self, effect: Effect) -> None:
        """Carries an effect out as a round does."""
        self.replica.store.step(lambda session: (session, [effect]), 0)

    @property
    def entry(self) -> Entry:
        """The act as the person sees it in the list."""
        found = self.replica.store.outbox.entry(self.seq)
        assert found is not None
        return found


@pytest.fixture
def phone(tmp_path: Path) -> Phone:
    return Phone(tmp_path / "store.sqlite")


@pytest.mark.parametrize(("state", "detail"), HUB_SAYS)
def test_the_hubs_word_counts_for_what_was_refused_before(
    phone: Phone, state: State, detail: bytes | None
) -> None:
    phone.hear(Decide(1, 1, {} if detail is None else {1: (state, detail)}, {}))
    assert (phone.entry.written.state, phone.entry.written.detail) == (state, detail)


@pytest.mark.parametrize(("state", "detail"), HUB_SAYS)
def test_a_rekey_takes_the_hubs_word_for_what_was_refused_before(
    phone: Phone, state: State, detail: bytes | None
) -> None:
    details = {} if detail is None else {phone.seq: detail}
    phone.hear(Renumber({phone.seq: ("abd", 1, state)}, details))
    assert (phone.entry.written.state, phone.entry.written.detail) == (state, detail)


def test_what_is_refused_again_keeps_the_reason_that_it_was_given_first(phone: Phone) -> None:
    phone.hear(Decide(1, 1, {1: ("refused", b'["void"]')}, {}))
    assert phone.entry.written.detail == b'["write/forbidden"]'
    phone.hear(Renumber({phone.seq: ("abd", 1, "refused")}))
    assert phone.entry.written.detail == b'["write/forbidden"]'
