"""A device's days are its organisation's, by the hub's clock."""

from clients.replica.store.store import Identity
from schemas.days import bounds_of
from tests.clients.replica.world import ACTOR, World

ID = "O" * 22


def enrolled(world: World, zone: str, now: int, offset: int = 0) -> str:
    replica = world.opened(f"{zone.replace('/', '-')}{now}")
    about = {"id": ID, "time_zone": zone}
    identity = Identity("http://hub.test", "secret", about, ACTOR, None, "driver", "phone")
    replica.store.enrol("me", identity, offset)
    world.hub.now = now
    return replica.today()


def test_today_is_the_organisations_day_at_its_midnight(world: World) -> None:
    midnight, _ = bounds_of("2026-11-21", "Asia/Taipei")
    assert enrolled(world, "Asia/Taipei", midnight - 1) == "2026-11-20"
    assert enrolled(world, "Asia/Taipei", midnight) == "2026-11-21"


def test_a_clock_that_is_wrong_is_corrected_by_what_was_measured(world: World) -> None:
    year = 365 * 86_400_000
    right = enrolled(world, "Europe/Berlin", 1_795_248_000_000)
    assert enrolled(world, "Europe/Berlin", 1_795_248_000_000 + 2 * year, -2 * year) == right
