"""A scope is gained in the same breath in which a record leaves another one. Found by simulation."""

from tests.contracts.actors import ANN, BOB, Hub, customer, delete, edit, rid, route, stop


async def test_what_moved_and_was_deleted_before_its_new_scope_was_gained_goes(hub: Hub) -> None:
    await hub.staff(ANN, BOB)
    await hub.write(customer("wang"))
    await hub.write(route("north", ANN), route("south", BOB))
    await hub.write(stop("s1", "south", customer="wang"))
    bob = await hub.device("bob", BOB)
    await bob.follow()
    assert rid("s1") in bob.base
    await hub.write(edit("stop", "s1", route=rid("north")))
    await hub.write(delete("stop", "s1"))
    await hub.write(edit("route", "north", driver=BOB))
    await bob.follow()
    assert bob.base.keys() == (await hub.read(BOB)).keys()
    assert rid("s1") not in bob.base
