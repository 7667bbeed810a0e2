"""What a peer does wrong does not fill the operator's log."""

import subprocess
import time
from pathlib import Path

import pytest
from websockets.exceptions import ConnectionClosedError
from websockets.sync.client import ClientConnection, connect

from tests.server.app.test_commands import FIELDPOST, free_port


def opened(port: int, server: "subprocess.Popen[str]") -> ClientConnection:
    """A socket to a server that is starting."""
    for _ in range(300):
        assert server.poll() is None
        try:
            return connect(f"ws://127.0.0.1:{port}/api/v1/live", compression=None)
        except OSError:
            time.sleep(0.1)
    raise AssertionError("the server does not listen")


def test_text_that_is_none_is_one_line_without_a_traceback(tmp_path: Path) -> None:
    port = free_port()
    server = subprocess.Popen(
        [FIELDPOST, "serve", "--port", str(port), "--data", str(tmp_path)],
        stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True,
    )  # fmt: skip
    try:
        with opened(port, server) as client:
            client.send(b"\xff\xfe", text=True)
            with pytest.raises(ConnectionClosedError):
                client.recv(timeout=5)
            assert client.close_code == 1007
    finally:
        server.terminate()
        log = server.communicate(timeout=20)[1]
    lines = [line for line in log.splitlines() if "UTF-8" in line]
    assert len(lines) == 1, log
    assert "ERROR" not in log
    assert "Traceback" not in log
