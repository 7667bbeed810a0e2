"""A device's clock says nothing about what was before the device."""

from sync.clock import stamp_at
from tests.contracts.actors import ANN, OFFICE, ORG, Device, Hub, customer, rid, route, stop


async def test_a_clock_in_1970_does_not_win_what_keeps_its_first_value(hub: Hub) -> None:
    await hub.staff(ANN)
    await hub.write(customer("wang"))
    await hub.write(route("north", ANN))
    await hub.write(stop("s1", "north", customer="wang"))
    proof = {"stop": rid("s1"), "route": rid("north")}
    await hub.write(["delivery", rid("proof"), None, proof])
    await hub.storage.add_replica(ORG, "office", since=hub.clock.now - 60_000)
    await hub.storage.add_replica(ORG, "phone", since=hub.clock.now)
    office, phone = Device(hub, "office", OFFICE, "dispatcher"), Device(hub, "phone", ANN, "driver")
    seen = (await hub.read(OFFICE))[rid("proof")]["_"]["v"]
    signed = ["delivery", rid("proof"), seen, {"signature": "true"}]
    await office.do(signed, stamp=stamp_at(hub.clock.now - 30_000))
    answer = await phone.do([*signed[:3], {"signature": "late"}], stamp=stamp_at(1_000))
    assert answer.fix == [(1, stamp_at(hub.clock.now) + 1)]
    assert (await hub.read(OFFICE))[rid("proof")]["signature"] == "true"
