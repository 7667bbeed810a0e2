"""A scope is gained just when a record leaves another one, and its like. Found by simulation."""

from tests.contracts.actors import (
    ANN,
    BOB,
    OFFICE,
    ORG,
    Hub,
    customer,
    delete,
    edit,
    rid,
    route,
    stop,
    uid,
)


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


async def test_a_scope_lost_regained_and_lost_in_one_slice_is_lost(hub: Hub) -> None:
    await hub.staff(ANN, BOB)
    await hub.write(customer("wang"))
    await hub.write(route("north", ANN))
    await hub.write(stop("s1", "north", customer="wang"))
    ann = await hub.device("ann", ANN)
    await ann.follow()
    office = await hub.device("desk", OFFICE)
    acts = [office.act(edit("route", "north", {}, driver=driver)) for driver in (BOB, ANN, BOB)]
    await office.send(*acts)
    await ann.follow()
    assert ann.base.keys() == (await hub.read(ANN)).keys()


async def test_what_left_while_a_scope_was_gone_for_one_slice_goes(hub: Hub) -> None:
    """The scope was held before the slice and after it: its loss is later, and takes all along."""
    await hub.staff(ANN, BOB)
    await hub.write(customer("wang"))
    await hub.write(route("north", ANN), route("south", BOB))
    await hub.write(stop("s1", "north", customer="wang"))
    ann = await hub.device("ann", ANN)
    await ann.follow()
    office = await hub.device("desk", OFFICE)
    seen = (await hub.read(OFFICE))[rid("s1")]["_"]["v"]
    acts = [office.act(edit("stop", "s1", seen, route=rid("south")))]
    acts += [office.act(edit("route", "north", {}, driver=driver)) for driver in (BOB, ANN)]
    await office.send(*acts)
    await hub.write(edit("route", "north", driver=BOB))
    await ann.follow()
    assert ann.base.keys() == (await hub.read(ANN)).keys()
    assert rid("s1") not in ann.base


async def test_a_device_that_a_restored_hub_has_forgotten_counts_its_acts_once(hub: Hub) -> None:
    """Two clones hold one act; one has taken a new id, which the restore forgets."""
    await hub.write(customer("wang"))
    await hub.device("twin", OFFICE)
    await hub.save()
    first = await hub.device("twin", OFFICE)
    shared = first.act(edit("customer", "wang", {}, cylinders={"add": 5}))
    own = first.act(edit("customer", "wang", {}, cylinders={"add": 1}))
    for uids, fresh, replica, former in (
        ([uid(shared)], "x1", "twin", []),
        ([uid(shared)], "x2", "x1", ["twin"]),
    ):
        if fresh == "x2":
            await hub.restore()
            await hub.device("x1", OFFICE)
        await hub.storage.rekey(ORG, replica, 1, uids, fresh, former)
    second = await hub.device("x2", OFFICE)
    await second.send(shared, own)
    await first.send(shared)
    document = (await hub.read(OFFICE))[rid("wang")]
    assert document["cylinders"] == 6


async def test_a_twin_hears_how_its_act_was_decided(hub: Hub) -> None:
    await hub.write(customer("wang"))
    twin = await hub.device("twin", OFFICE)
    seen = (await hub.read(OFFICE))[rid("wang")]["_"]["v"]
    await hub.write(edit("customer", "wang", note="from the office"))
    act = twin.act(edit("customer", "wang", seen, note="from the twin"))
    await twin.send(act)
    told = await hub.storage.rekey(ORG, "twin", 1, [uid(act)], "fresh")
    assert told.known == {uid(act): ("twin", 1)}
    assert told.no == {uid(act): ["conflict", [["customer", rid("wang"), "note"]]]}
