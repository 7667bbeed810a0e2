"""The engines under test, each with a way to copy its data and to put the copy back."""

import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Protocol

from server.storage.contract import Storage
from server.storage.sqlite import SqliteStorage

KEY = b"the seal key of the tests, no secret"
NOW = 1_795_248_000_000


class Clock:
    """Time in the test's hands, ms."""

    def __init__(self) -> None:
        self.now = NOW

    def __call__(self) -> int:
        return self.now


class Kept(Storage, Protocol):
    """Storage with its upkeep."""

    async def organisations(self) -> list[str]: ...
    async def sweep(self, rows: int) -> int: ...
    async def purge(self, organisation: str, horizon_ms: int, limit: int) -> int: ...
    async def backup(self, target: Path) -> None: ...
    async def new_epoch(self, organisation: str) -> int: ...


class Engine(Protocol):
    """Makes storages on one place of data."""

    def storage(self, clock: Callable[[], int]) -> Kept:
        """Storage on the data as it is; not open yet."""
        ...

    def save(self, name: str) -> None:
        """Copies the data of a closed storage."""
        ...

    def put_back(self, name: str) -> None:
        """Puts a copy in the place of the data."""
        ...


class SqliteEngine:
    """A file in a folder of the test's own."""

    def __init__(self, folder: Path) -> None:
        self.path = folder / "fieldpost.sqlite"

    def storage(self, clock: Callable[[], int]) -> Kept:
        return SqliteStorage(self.path, seal_key=KEY, clock=clock)

    def save(self, name: str) -> None:
        shutil.copy(self.path, self.path.with_name(f"{name}.copy"))

    def put_back(self, name: str) -> None:
        shutil.copy(self.path.with_name(f"{name}.copy"), self.path)


ENGINES: dict[str, Callable[[Path], Engine]] = {"sqlite": SqliteEngine}
