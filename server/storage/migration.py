"""Versions of the tables, and the way from one to the next (Alembic)."""

from pathlib import Path

from alembic import command
from alembic.config import Config

HEAD = "0002"
"""The version that server/storage/tables.py and its neighbours declare."""


def migrate(url: str) -> None:
    """Brings the tables behind a synchronous SQLAlchemy URL to :data:`HEAD`."""
    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent / "migrations"))
    config.attributes["url"] = url
    command.upgrade(config, HEAD)
