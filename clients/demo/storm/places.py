"""Where everything of one day lies."""

from pathlib import Path

import msgspec


class Places(msgspec.Struct, frozen=True):
    """A folder, and who has what in it."""

    root: Path

    def path(self, *parts: str) -> Path:
        """A path in a folder that exists."""
        found = self.root.joinpath(*parts)
        found.parent.mkdir(parents=True, exist_ok=True)
        return found

    def store(self, device: str) -> Path:
        """A device's replica."""
        return self.path("devices", f"{device}.sqlite")

    def journal(self, device: str) -> Path:
        """What was done on it."""
        return self.path("journals", f"{device}.jsonl")

    def result(self, device: str) -> Path:
        """What it said of itself at the end."""
        return self.path("results", f"{device}.json")
