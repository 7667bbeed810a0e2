"""The commands, as an operator types them."""

import os
import socket
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import httpx
import pytest

PASSWORD = "correct horse battery"
FIELDPOST = Path(sys.executable).with_name("fieldpost")


def run(*arguments: str, data: Path, **environ: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [FIELDPOST, *arguments, "--data", str(data)],
        env={**os.environ, **environ}, capture_output=True, text=True, check=False, timeout=60,
        stdin=subprocess.DEVNULL,
    )  # fmt: skip


def found(data: Path, **environ: str) -> subprocess.CompletedProcess[str]:
    return run(
        "init", "--name", "大台北瓦斯行", "--admin", "wang", "--admin-name", "王小明",
        data=data, **{"FIELDPOST_ADMIN_PASSWORD": PASSWORD, **environ},
    )  # fmt: skip


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
    return port


def ask(address: str, path: str, body: Any = None, token: str = "") -> Any:
    method = "GET" if body is None else "POST"
    headers = {"Authorization": f"Bearer {token}"} if token else {}
    answer = httpx.request(method, address + path, json=body, headers=headers, timeout=10)
    answer.raise_for_status()
    return answer.json()


def test_init_enrol_serve_and_stop(tmp_path: Path) -> None:
    made = found(tmp_path)
    assert made.returncode == 0, made.stderr
    code = run("enrol", "--person", "wang", data=tmp_path)
    assert code.returncode == 0, code.stderr
    port = free_port()
    server = subprocess.Popen(
        [FIELDPOST, "serve", "--port", str(port), "--data", str(tmp_path)],
        stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True,
    )  # fmt: skip
    address = f"http://127.0.0.1:{port}"
    try:
        for _ in range(600):
            try:
                ask(address, "/readyz")
                break
            except httpx.HTTPError:
                time.sleep(0.05)
        enrolled = ask(
            address, "/api/v1/devices/enrol",
            {"code": code.stdout.split()[0], "name": "phone", "app": "1"},
        )  # fmt: skip
        assert enrolled["organisation"]["name"] == "大台北瓦斯行"
        credential = {"replica": enrolled["replica"], "secret": enrolled["secret"]}
        token = ask(address, "/api/v1/auth/device", credential)["access_token"]
        answer = ask(address, "/api/v1/sync", {"v": 1, "s": 1, "c": ""}, token)
        kinds = dict(answer["in"])
        assert kinds["organisation"][0]["id"] == enrolled["organisation"]["id"]
        assert kinds["organisation"][0]["languages"] == ["en", "zh-TW"]
        assert [person["name"] for person in kinds["person"]] == ["王小明"]
        busy = run("doctor", data=tmp_path, FIELDPOST_PORT=str(port))
        assert busy.returncode == 1
        assert "is a server running?" in busy.stdout
    finally:
        server.terminate()
        said, _ = server.communicate(timeout=20)
    assert server.returncode in {0, -15}, said
    assert "Traceback" not in said


def test_a_second_organisation_must_be_named(tmp_path: Path) -> None:
    assert found(tmp_path).returncode == 0
    other = run(
        "init", "--name", "Oat & Co", "--admin", "lin", "--admin-name", "Lin", "--currency",
        "EUR", "--time-zone", "Europe/Berlin", "--language", "en",
        data=tmp_path, FIELDPOST_ADMIN_PASSWORD=PASSWORD,
    )  # fmt: skip
    assert other.returncode == 0, other.stderr
    unclear = run("enrol", "--person", "lin", data=tmp_path)
    assert unclear.returncode == 1
    assert "organisation" in unclear.stderr


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["--currency", "dollars"], "currency"),
        (["--time-zone", "Mars/Olympus"], "time_zone"),
        (["--language", "de"], "languages"),
    ],
)
def test_init_says_what_is_wrong(tmp_path: Path, arguments: list[str], said: str) -> None:
    made = run(
        "init", "--name", "a", "--admin", "wang", "--admin-name", "w", *arguments,
        data=tmp_path, FIELDPOST_ADMIN_PASSWORD=PASSWORD,
    )  # fmt: skip
    assert made.returncode == 1
    assert said in made.stderr
    assert "Traceback" not in made.stderr


def test_a_short_password_is_refused(tmp_path: Path) -> None:
    made = found(tmp_path, FIELDPOST_ADMIN_PASSWORD="short")
    assert made.returncode == 1
    assert "password" in made.stderr


def test_production_does_not_start_without_a_key(tmp_path: Path) -> None:
    refused = run("serve", data=tmp_path, FIELDPOST_ENVIRONMENT="production")
    assert refused.returncode == 2
    assert "FIELDPOST_JWT_KEYS" in refused.stderr


def test_doctor_finds_what_is_broken(tmp_path: Path) -> None:
    assert found(tmp_path).returncode == 0
    well = run("doctor", data=tmp_path, FIELDPOST_PORT=str(free_port()))
    assert well.returncode == 0, well.stdout
    assert run("migrate", data=tmp_path).returncode == 0
    (tmp_path / "fieldpost.sqlite").write_bytes(b"not a database, but long enough to be one" * 200)
    os.chmod(tmp_path / "jwt.keys", 0o644)
    broken = run("doctor", data=tmp_path, FIELDPOST_PORT=str(free_port()))
    assert broken.returncode == 1
    assert "database" in broken.stdout
    assert "0600" in broken.stdout
