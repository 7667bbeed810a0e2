"""``fieldpost device`` as somebody at a terminal uses it, against a real server."""

import json
import os
import select
import signal
import subprocess
import sys
from pathlib import Path
from typing import Any

from tests.journeys.hub import Hub

COMMAND = (sys.executable, "-c", "from clients.cli.device import app; app()", "device")


class Terminal:
    """Runs commands on one store."""

    def __init__(self, folder: Path, language: str = "en_US.UTF-8") -> None:
        self.env = {
            **os.environ, "FIELDPOST_STORE": str(folder / "store.sqlite"), "LANG": language,
            "LC_ALL": "", "LC_MESSAGES": "", "COLUMNS": "200",
        }  # fmt: skip

    def __call__(self, *words: str, status: int = 0) -> str:
        done = subprocess.run(
            [*COMMAND, *words], env=self.env, capture_output=True, text=True, check=False,
            timeout=60,
        )  # fmt: skip
        assert done.returncode == status, (words, done.stdout, done.stderr)
        return (done.stdout if status == 0 else done.stderr).strip()

    def records(self, entity: str) -> list[dict[str, Any]]:
        found: list[dict[str, Any]] = json.loads(self("list", entity, "--json"))
        return found

    def start(self, *words: str) -> "subprocess.Popen[str]":
        return subprocess.Popen(
            [*COMMAND, *words], env=self.env, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
            text=True,
        )  # fmt: skip


async def test_a_day_at_the_terminal(hub: Hub, tmp_path: Path) -> None:
    office = Terminal(tmp_path)
    assert "not enrolled" in office("sync", status=1)
    told = office("enrol", hub.server.url, await hub.code("dispatcher"), "--name", "櫃台")
    assert told.startswith("Enrolled: 櫃台")
    office("sync")

    customer = office("add", "customer", "name=王太太", "sizes=16,20", "cylinders=3",
                      'place={"lat":25.03,"lon":121.53}')  # fmt: skip
    vehicle = office("add", "vehicles", "plate=ABC-1234")
    told = office("set", "customer", customer, "cylinders=-1", "sizes=+50,-16")
    assert told == "Saved; waiting to be sent (3)"
    office("count", "vehicle", vehicle, "full", "37")
    queue = json.loads(office("outbox", "--json"))
    assert [line["word"] for line in queue] == ["waiting"] * 4
    assert office("sync") == "In sync. Waiting 0, needs you 0, 7 records"
    assert [line["word"] for line in json.loads(office("outbox", "--json"))] == ["received"] * 4

    shown = office.records("customers")[0]
    assert (shown["cylinders"], shown["sizes"], shown["place"]["lat"]) == (2, [20, 50], 25.03)
    assert office.records("vehicle")[0]["full"] == 37
    assert "王太太" in office("list", "customer")
    office("undo", "3")
    assert office.records("customers")[0]["cylinders"] == 3
    office("sync")
    assert office.records("customers")[0]["cylinders"] == 3


async def test_watching_shows_what_others_do(hub: Hub, tmp_path: Path) -> None:
    (tmp_path / "a").mkdir()
    (tmp_path / "b").mkdir()
    one, other = Terminal(tmp_path / "a"), Terminal(tmp_path / "b")
    for terminal in (one, other):
        terminal("enrol", hub.server.url, await hub.code("dispatcher"))
        terminal("sync")
    watching = other.start("watch", "customer", "--json")
    try:
        assert watching.stdout is not None
        id = one("add", "customer", "name=李先生")
        one("sync")
        assert select.select([watching.stdout], [], [], 20)[0]
        change = json.loads(watching.stdout.readline())
        assert (change["id"], change["record"]["name"]) == (id, "李先生")
    finally:
        watching.send_signal(signal.SIGINT)
        _, complaint = watching.communicate(timeout=20)
    assert (watching.returncode, complaint) == (0, "")


async def test_mistakes_are_explained_in_the_readers_language(hub: Hub, tmp_path: Path) -> None:
    terminal = Terminal(tmp_path, "zh_TW.UTF-8")
    assert terminal("list", "stop", status=1) == "這台裝置尚未註冊"
    assert terminal("enrol", hub.server.url, "AAAA-BBBB-CCCC", status=1).startswith(
        "註冊碼不存在、已使用或已過期"
    )
    terminal("enrol", hub.server.url, await hub.code("driver"))
    terminal("sync")
    assert terminal("list", "stops") == "沒有資料"
    assert "沒有這種資料：cat" in terminal("list", "cat", status=2)
    own = next(one["id"] for one in terminal.records("people") if one["role"] == "driver")
    assert "沒有欄位 size" in terminal("set", "person", own, "size=3", status=2)
    assert "內容不正確" in terminal("set", "person", own, "colour=red", status=2)
    terminal("set", "person", own, "colour=#3d5a80", "phone=0912-000-001")
    # The driver may not: the server says so, and what was typed stays.
    terminal("set", "person", own, "active=false")
    assert terminal("sync") == "已同步。待送出 0，需要您處理 1，資料 5 筆"
    refused = json.loads(terminal("outbox", "--json"))[0]
    assert (refused["word"], refused["code"]) == ("needs_you", "write/forbidden")
    assert refused["reason"] == "您不能更改這個欄位"
