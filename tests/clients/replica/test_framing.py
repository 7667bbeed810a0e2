"""Whatever a message says arrives in either framing: the device's side and the server's agree."""

from typing import Any

import msgspec
import pytest
from msgspec import Raw

from clients.replica.transport.framing import Json, MessagePack
from schemas.wire.down import Answer, Changes, Instruction, Receipt, Verdicts
from schemas.wire.up import Mutation, Push, Sync, Vouched
from server.exchange.framing import JSON_FRAMING, PACKED_FRAMING, Framing

PAIRS = [
    pytest.param(Json(), JSON_FRAMING, id="json"),
    pytest.param(MessagePack(), PACKED_FRAMING, id="msgpack"),
]
OPS = b'[["item","i",{},{"price":1}]]'
DOCUMENT = b'{"id":"i","name":"\xe8\x8c\xb6"}'

REQUEST: Sync[Raw] = Sync(
    v=1, s=1, e=7, after=(3, "cccccccccccc"), c="7.9.0", by=["p" * 22], at=5,
    do=[Mutation("nonce123", 2, Raw(OPS)), Mutation("d" * 12, 0, Raw(b"null"))], rest=4,
    vouch=[Vouched(1, 3, "mac", [Raw(b'[2,"refused",["x"]]')], [(1, 8)])], room=77,
    held={"item.number": 3}, receipt=True,
)  # fmt: skip
ANSWER: Answer[Any] = Answer(
    at=9, first=4, done=5, no=[[4, "refused", ["x"]]], fix=[(5, 8)], mac="mac",
    arrivals=[("item", [DOCUMENT])], departures=[("item", ["j"])], gone=[("item", ["k"])],
    c="7.10.0", more=True, blocks={"item.number": [(1, 9)]}, safe=2, horizon=60, epoch=8,
    receipt=Receipt(5, 10, 11, "seal"), instruction=Instruction("rewind", (3, "cccccccccccc")),
)  # fmt: skip


def is_told_whole(message: msgspec.Struct) -> bool:
    """Whether the message names every field, so that none can be forgotten here."""
    defaults = {f.name: f.default for f in msgspec.structs.fields(type(message))}
    return all(getattr(message, name) != default for name, default in defaults.items())


def in_framing(answer: Answer[Any], framing: Framing) -> Answer[Any]:
    arrivals = framing.documents(answer.arrivals)
    return msgspec.structs.replace(answer, arrivals=arrivals)


def plain(message: Any, framing: Framing) -> Any:
    """A request as the server reads it, with ops and exceptions as JSON text."""
    do = [[m.nonce, m.after, framing.ops(m.ops), m.by] for m in message.do]
    vouch = [framing.vouched(v) for v in message.vouch]
    found = {f: getattr(message, f) for f in message.__struct_fields__}
    no = [[bytes(n) for n in v.no] for v in vouch]
    return {**found, "do": do, "vouch": [(v.first, v.last, v.mac, v.fix) for v in vouch], "no": no}


def test_the_examples_leave_nothing_out() -> None:
    assert is_told_whole(REQUEST)
    assert is_told_whole(ANSWER)


@pytest.mark.parametrize(("device", "server"), PAIRS)
def test_a_request_arrives_whole(device: Any, server: Framing) -> None:
    heard = server.sync(device.encode_sync(REQUEST))
    assert plain(heard, server) == plain(REQUEST, JSON_FRAMING)
    frame: Any = device.encode_frame(Push(3, REQUEST))
    pushed: Any = server.frame(frame.encode() if isinstance(frame, str) else frame)
    assert plain(pushed.sync, server) == plain(REQUEST, JSON_FRAMING)


@pytest.mark.parametrize(("device", "server"), PAIRS)
def test_an_answer_arrives_whole(device: Any, server: Framing) -> None:
    expected = msgspec.structs.replace(ANSWER, arrivals=[("item", [Raw(DOCUMENT)])])
    assert device.decode_answer(server.encode(in_framing(ANSWER, server))) == expected
    told = device.decode_frame(server.send(Verdicts(3, in_framing(ANSWER, server))))
    assert told == Verdicts(3, expected)


@pytest.mark.parametrize(("device", "server"), PAIRS)
def test_changes_arrive_whole(device: Any, server: Framing) -> None:
    documents: Any = server.documents([("item", [DOCUMENT])])
    changes = Changes("7.9.0", "7.10.0", documents, [("item", ["j"])], [("item", ["k"])])
    expected = msgspec.structs.replace(changes, arrivals=[("item", [Raw(DOCUMENT)])])
    assert device.decode_frame(server.send(changes)) == expected
