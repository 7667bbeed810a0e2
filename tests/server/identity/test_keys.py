"""Signing keys: what is refused, and the file that is made when none is set."""

import stat
from pathlib import Path

import pytest

from server.identity.keys import KEY_FILE, KeyRing, UnsafeKey, open_ring

GOOD = "k9Vw2qLr8TnZ4xPcB7dHfJ3mYgUeA6sQ"
OTHER = "aD5tKm1NvR0oWzE8bXqCjI9hLyS4uGpF"


@pytest.mark.parametrize(
    "key",
    [
        "short",
        GOOD[:31],
        "a" * 64,
        "abcabcabcabcabcabcabcabcabcabcabcabcabc",
        "my-super-secret-key-that-is-long-enough-123",
        "your-256-bit-secret-goes-here-0123456789",
        "CHANGEME-0123456789-abcdefghijklmnopqrst",
        "default-jwt-0123456789-abcdefghijklmnop",
    ],
)
def test_weak_and_well_known_keys_are_refused(key: str, tmp_path: Path) -> None:
    with pytest.raises(UnsafeKey):
        KeyRing((key,))
    with pytest.raises(UnsafeKey):
        open_ring((GOOD, key), tmp_path)


def test_first_key_signs_and_all_are_found() -> None:
    ring = KeyRing((GOOD, OTHER))
    assert ring.signing.secret == GOOD.encode()
    other = KeyRing((OTHER,)).signing
    assert ring.find(other.kid) == other
    assert ring.find("elsewhere") is None
    assert ring.find(None) is None
    assert ring.find(["x"]) is None


def test_a_file_is_made_once_for_its_owner_only(tmp_path: Path) -> None:
    data = tmp_path / "new" / "data"
    first = open_ring((), data)
    assert stat.S_IMODE((data / KEY_FILE).stat().st_mode) == 0o600
    assert open_ring((), data).signing == first.signing
    assert [path.name for path in data.iterdir()] == [KEY_FILE]


def test_two_data_directories_have_two_keys(tmp_path: Path) -> None:
    assert open_ring((), tmp_path / "a").signing != open_ring((), tmp_path / "b").signing


def test_set_keys_leave_no_file(tmp_path: Path) -> None:
    open_ring((GOOD,), tmp_path)
    assert not list(tmp_path.iterdir())


def test_a_file_that_others_can_read_is_refused(tmp_path: Path) -> None:
    open_ring((), tmp_path)
    (tmp_path / KEY_FILE).chmod(0o640)
    with pytest.raises(UnsafeKey, match="0600"):
        open_ring((), tmp_path)


def test_an_empty_file_is_refused(tmp_path: Path) -> None:
    (tmp_path / KEY_FILE).touch(mode=0o600)
    with pytest.raises(UnsafeKey):
        open_ring((), tmp_path)
