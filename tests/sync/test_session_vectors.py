"""The golden vectors of a device's session."""

import base64
import json
from typing import Any

import msgspec
import pytest
from msgspec import Raw

from schemas.wire.down import Answer, Changes, Rekeyed
from sync.clock import Clock
from sync.replica import change, hear, offer, rekeyed, trouble
from sync.session import Asked, Effect, Session, Written
from tests.sync.test_vectors import FILES

CASES = FILES["session"]["vectors"]
NOW = 1_795_248_000_000


def session_of(given: dict[str, Any]) -> Session:
    return msgspec.convert({"clock": {}, **given}, Session)


def rows_of(given: list[dict[str, Any]]) -> list[Written]:
    return [
        msgspec.convert(
            {"replica": "me", "nonce": "n", "actor": "p", "stamp": 0, "ops": None, **row}, Written
        )
        for row in given
    ]


def plain(effect: Effect) -> dict[str, Any]:
    """An effect as the file writes it: ``detail`` inline."""
    found: dict[str, Any] = msgspec.json.decode(msgspec.json.encode(effect))
    if found["type"] == "Decide":
        named = found["named"].items()
        found["named"] = {
            n: [state, json.loads(base64.b64decode(detail))] for n, (state, detail) in named
        }
    return found


def changes(before: Session, after: Session) -> dict[str, Any]:
    """The fields of the session that differ, but for the clock."""
    was, now = msgspec.to_builtins(before), msgspec.to_builtins(after)
    skipped = ("clock", "contact")
    return {k: _lists(now[k]) for k in now if now[k] != was[k] and k not in skipped}


def _lists(value: Any) -> Any:
    return list(value) if isinstance(value, tuple) else value  # pyright: ignore[reportUnknownArgumentType, reportUnknownVariableType]


def run(case: dict[str, Any]) -> Any:
    given, when = case["given"], case["when"]
    start = session_of(given["session"])
    rows = rows_of(given.get("rows", []))
    if "offer" in when:
        return msgspec.to_builtins(offer(start, rows))
    if "rekeyed" in when:
        found: Any = rekeyed(start, rows, msgspec.convert(when["rekeyed"], Rekeyed))
    elif "trouble" in when:
        found = trouble(start, when["trouble"])
    elif "change" in when:
        frame = {"t": "changes", **when["change"]}
        found = change(start, msgspec.json.decode(msgspec.json.encode(frame), type=Changes[Raw]))
    else:
        text = msgspec.json.encode({"at": 0, **(when["hear"]["answer"] or {})})
        answer = msgspec.json.decode(text, type=Answer[Raw])
        silent = when["hear"]["answer"] is None
        asked = msgspec.convert({"at": NOW, **when["hear"]["asked"]}, Asked)
        kept = {int(n): uid for n, uid in given["kept"].items()}
        found = hear(start, asked, None if silent else answer, NOW, kept.get)
    if found is None:
        return None
    after, effects = found
    return {"session": changes(start, after), "effects": [plain(e) for e in effects]}


@pytest.mark.parametrize("case", CASES, ids=[case["name"] for case in CASES])
def test_session(case: dict[str, Any]) -> None:
    before = json.dumps(case["given"])
    assert run(case) == case["then"]
    assert json.dumps(case["given"]) == before


def test_the_clock_is_measured_at_every_answer() -> None:
    start = session_of({"replica": "me"})
    asked = Asked("me", 0, 0, [], None, NOW)
    after, _ = hear(start, asked, Answer(at=(NOW + 5_000) * 1024), NOW, lambda _: None)
    assert after.clock == Clock((NOW + 5_000) * 1024, 5_000)
    assert start.clock == Clock()
