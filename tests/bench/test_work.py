"""The work that is measured is what it claims to be."""

import gzip
from pathlib import Path

import msgspec
import pytest

from bench.bare import Bare
from bench.device import Credential, Device
from bench.ground import Ground
from bench.orders import ENTITY, Orders, customer, document
from bench.writes import inserts, work_of
from schemas.registry import REGISTRY
from schemas.wire.up import Sync
from sync.replica import begin
from sync.uid import uid_of

PERSON = "A" * 22


@pytest.fixture
def ground(tmp_path: Path) -> Ground:
    credentials = [Credential(f"dev{place}", "s" * 43, PERSON) for place in range(4)]
    sessions = [begin(each.replica) for each in credentials]
    customers = [customer(1, place)[1] for place in range(5)]
    return Ground(tmp_path / "data", "B" * 22, PERSON, credentials, sessions, customers)


def asked(body: bytes) -> Sync[msgspec.Raw]:
    return msgspec.json.decode(gzip.decompress(body), type=Sync[msgspec.Raw])


def test_a_document_has_twelve_members_and_its_op_is_valid(ground: Ground) -> None:
    op = ground.orders(1).create()
    assert len(msgspec.json.decode(document(op, "dev0", 7))) == 12
    (typed,) = REGISTRY.decoder.decode(msgspec.json.encode([op]))
    assert typed.__struct_config__.tag == ENTITY.name


def test_the_same_seed_gives_the_same_orders() -> None:
    first, again = (Orders(5, ["C" * 22], 1_795_248_000_000) for _ in range(2))
    assert [first.create() for _ in range(3)] == [again.create() for _ in range(3)]


def test_slices_go_on_from_each_other(ground: Ground) -> None:
    device = Device(ground.credentials[0])
    orders = ground.orders(1)
    one, two = (device.cut([orders.create() for _ in range(3)]) for _ in range(2))
    assert (one.first, one.last, two.first, two.last) == (1, 3, 4, 6)
    before, after = asked(one.body), asked(two.body)
    last = before.do[-1]
    assert after.after == (3, uid_of(last.nonce, PERSON, before.at + last.after, bytes(last.ops)))


def test_inserts_are_shared_out(ground: Ground) -> None:
    work = inserts(ground, ground.devices(4), 800)
    assert [len(own) for own in work.slices] == [2, 2, 2, 2]
    assert len({id for id, _ in work.rows}) == 800


def test_one_update_in_ten_meets_another_of_the_same_field(ground: Ground) -> None:
    devices = ground.devices(4)
    loaded = inserts(ground, devices, 800)
    work = work_of("updates", ground, devices, 4_000, loaded)
    writers: dict[str, set[int]] = {}
    count = 0
    for who, own in enumerate(work.slices):
        for piece in own:
            for mutation in asked(piece.body).do:
                (op,) = msgspec.json.decode(mutation.ops)
                assert len(op[3]) == 1
                if op[2] or list(op[3]) == ["note"]:
                    writers.setdefault(op[1], set()).add(who)
                count += bool(op[2])
    assert count == 4_000 / 20
    assert sum(len(who) == 2 for who in writers.values()) == 4 * 20
    assert len(work.rows) == 4_000


def test_mixed_work_is_half_new(ground: Ground) -> None:
    devices = ground.devices(2)
    work = work_of("mixed", ground, devices, 400, inserts(ground, devices, 400))
    ops = [
        msgspec.json.decode(mutation.ops)[0]
        for own in work.slices
        for piece in own
        for mutation in asked(piece.body).do
    ]
    assert sum(op[2] is None for op in ops) == 200


def test_the_bare_store_keeps_what_it_is_given(tmp_path: Path) -> None:
    bare = Bare(tmp_path / "bare.sqlite")
    rows = [(f"id{n}", b"{}") for n in range(250)]
    assert bare.insert(rows) > 0
    assert bare.upsert([*rows[:50], ("new", b"{}")]) > 0
    assert bare.read()[0] == 251
    bare.close()
