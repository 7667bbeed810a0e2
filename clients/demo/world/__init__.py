"""A gas-cylinder company in Taipei and a coffee event, composed from one seed."""

from clients.demo.world.build import build_world
from clients.demo.world.model import World
from clients.demo.world.seeds import world_id

__all__ = ["World", "build_world", "world_id"]
