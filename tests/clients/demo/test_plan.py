"""The day plan: the same from one seed, possible in every detail, with its mishaps in place."""

from collections import Counter
from itertools import pairwise
from typing import TypeVar

import pytest

from clients.demo.plan import Act, ActorPlan, DayPlan, build_plan
from clients.demo.plan import acts as act
from clients.demo.plan.network import heard, profile_at
from clients.demo.plan.shape import NetworkWindow
from clients.demo.proxy import PROFILES
from clients.demo.world import World, build_world
from clients.demo.world.model import DAY_MINUTES

AT_MS = 1_795_215_600_000  # 2026-11-21 07:00 in Taipei
SCALES = [1.0, 0.3, 0.05]
A = TypeVar("A", bound=Act)


@pytest.fixture(scope="module", params=SCALES)
def world(request: pytest.FixtureRequest) -> World:
    return build_world(7, AT_MS, request.param)


@pytest.fixture(scope="module")
def plan(world: World) -> DayPlan:
    return build_plan(world, 7)


def acts_of(plan: DayPlan, kind: type[A]) -> list[tuple[ActorPlan, A]]:
    return [(actor, one) for actor in plan.actors for one in actor.acts if isinstance(one, kind)]


def test_one_seed_gives_one_plan(world: World, plan: DayPlan) -> None:
    assert build_plan(world, 7) == plan
    assert build_plan(world, 8) != plan


def test_everybody_has_a_device_and_acts_in_order(world: World, plan: DayPlan) -> None:
    working = [person.id for person in world.people if person.role != "admin"]
    assert [actor.person for actor in plan.actors] == working
    assert len({actor.device for actor in plan.actors}) == len(working)
    for actor in (*plan.actors, plan.clone.plan):
        minutes = [one.minute for one in actor.acts]
        assert minutes == sorted(minutes)
        assert minutes
        assert 0 <= minutes[0] <= minutes[-1] < DAY_MINUTES


def test_every_network_covers_the_day_with_known_profiles(plan: DayPlan) -> None:
    for actor in (*plan.actors, plan.clone.plan):
        assert actor.network[0].start == 0
        assert actor.network[-1].end == DAY_MINUTES
        assert all(one.end == other.start for one, other in pairwise(actor.network))
        assert all(window.start < window.end for window in actor.network)
        assert {window.profile for window in actor.network} <= PROFILES.keys()
    for driver in plan.of_role("driver"):
        dark = sum(w.end - w.start for w in driver.network if w.profile == "dark")
        assert 100 < dark < 250


def test_every_stop_is_visited_once_by_one_driver(world: World, plan: DayPlan) -> None:
    ends = acts_of(plan, act.Deliver) + acts_of(plan, act.FailStop)
    added = [one.stop for _, one in acts_of(plan, act.PhoneOrder) if one.stop]
    visited = Counter(one.stop for _, one in ends)
    assert visited == Counter(stop.id for stop in (*world.stops, *added))
    arrived = {one.stop: (actor, one.minute) for actor, one in acts_of(plan, act.Arrive)}
    for actor, one in ends:
        assert arrived[one.stop][0] is actor
        assert arrived[one.stop][1] < one.minute


def test_a_driver_stands_at_one_door_at_a_time(plan: DayPlan) -> None:
    for driver in plan.of_role("driver"):
        start, *doors, finish = [
            one
            for one in driver.acts
            if isinstance(
                one, (act.StartRoute, act.Arrive, act.Deliver, act.FailStop, act.FinishRoute)
            )
        ]
        assert isinstance(start, act.StartRoute)
        assert isinstance(finish, act.FinishRoute)
        for arrive, leave in zip(doors[::2], doors[1::2], strict=True):
            assert isinstance(arrive, act.Arrive)
            assert isinstance(leave, act.Deliver | act.FailStop)
            assert arrive.stop == leave.stop


def test_what_is_left_taken_back_and_paid_agrees_with_the_order(
    world: World, plan: DayPlan
) -> None:
    orders = {order.id: order for order in world.orders}
    orders |= {one.order.id: one.order for _, one in acts_of(plan, act.PhoneOrder)}
    for _, done in acts_of(plan, act.Deliver):
        order = orders[done.order]
        assert order.cylinders - 1 <= done.left <= order.cylinders
        assert 0 <= done.empties <= done.left
        if done.payment not in ("cash", "card"):
            assert done.amount == 0
        elif done.left == order.cylinders:
            assert done.amount == order.total
        else:
            assert order.total - done.amount == order.lines[0].price


def test_stops_are_given_away_in_the_dark_and_delivered_all_the_same(
    world: World, plan: DayPlan
) -> None:
    late = {one.stop: one for _, one in acts_of(plan, act.ReassignStop) if one.late}
    delivered = {one.stop: (actor, one) for actor, one in acts_of(plan, act.Deliver) if one.late}
    assert late.keys() == delivered.keys()
    assert len(late) >= (6 if len(world.routes) == 9 else 3)
    drivers = {route.id: route.driver for route in world.routes}
    for stop, given_away in late.items():
        actor, done = delivered[stop]
        assert actor.person == drivers[given_away.from_route]
        assert given_away.from_route != given_away.to_route
        assert given_away.minute < done.minute
        # The whole time from the decision to the delivery lies in one dark window.
        assert any(
            window.profile == "dark"
            and window.start < given_away.minute
            and done.minute < window.end
            for window in actor.network
        )


def test_a_stop_handed_over_in_time_is_delivered_by_the_new_driver(
    world: World, plan: DayPlan
) -> None:
    drivers = {route.id: route.driver for route in world.routes}
    arrivals = {one.stop: (actor, one) for actor, one in acts_of(plan, act.Arrive)}
    handed_over = [one for _, one in acts_of(plan, act.ReassignStop) if not one.late]
    assert len(handed_over) >= (3 if len(world.routes) == 9 else 0)
    for one in handed_over:
        actor, arrive = arrivals[one.stop]
        assert actor.person == drivers[one.to_route]
        assert arrive.minute > one.minute + 15
        assert profile_at(actor.network, one.minute) != "dark"


def test_sequences_given_by_the_office_do_not_collide(world: World, plan: DayPlan) -> None:
    taken = [(stop.route, stop.sequence) for stop in world.stops]
    taken += [(one.to_route, one.sequence) for _, one in acts_of(plan, act.ReassignStop)]
    added = [one.stop for _, one in acts_of(plan, act.PhoneOrder) if one.stop]
    taken += [(stop.route, stop.sequence) for stop in added]
    assert len(set(taken)) == len(taken)


def test_office_and_driver_edit_one_customer_at_the_same_time(world: World, plan: DayPlan) -> None:
    edits = acts_of(plan, act.EditCustomer)
    pairs = 0
    for driver, mine in edits:
        for desk, theirs in edits:
            if (driver.role, desk.role) != ("driver", "dispatcher"):
                continue
            if (mine.customer, mine.field) != (theirs.customer, theirs.field):
                continue
            assert mine.value != theirs.value
            pairs += any(
                window.profile == "dark"
                and all(window.start < one.minute < window.end for one in (mine, theirs))
                for window in driver.network
            )
    assert pairs >= (6 if len(world.routes) == 9 else 2)


def test_phone_orders_have_numbers_of_their_own(world: World, plan: DayPlan) -> None:
    orders = [one.order for _, one in acts_of(plan, act.PhoneOrder)]
    numbers = [order.number for order in (*world.orders, *orders)]
    assert len(set(numbers)) == len(numbers) > len(world.orders)


def test_every_drink_is_entered_claimed_made_and_picked_up(world: World, plan: DayPlan) -> None:
    everything = {order.id for order in world.drink_orders}
    placed = [one.order for _, one in acts_of(plan, act.PlaceDrink)]
    picked_up = [one.order for _, one in acts_of(plan, act.PickUp)]
    assert Counter(placed) == Counter(picked_up) == dict.fromkeys(everything, 1)
    steps: dict[tuple[str, str], list[Act]] = {}
    for actor in plan.of_role("barista"):
        for one in actor.acts:
            if isinstance(one, (act.ClaimDrink, act.StartDrink, act.DoneDrink, act.UndoDone)):
                steps.setdefault((actor.device, one.order), []).append(one)
    assert {order for _, order in steps} == everything
    for done in steps.values():
        kinds = [type(one).__name__ for one in done]
        assert kinds[:3] == ["ClaimDrink", "StartDrink", "DoneDrink"]
        assert kinds[3:] in ([], ["UndoDone", "DoneDrink"])


def test_nobody_claims_what_their_tablet_cannot_show(world: World, plan: DayPlan) -> None:
    placed = {one.order: (actor, one.minute) for actor, one in acts_of(plan, act.PlaceDrink)}
    for actor, claim in acts_of(plan, act.ClaimDrink):
        placer, minute = placed[claim.order]
        if placer is not actor:
            minute = heard(minute, placer.network, actor.network)
        assert claim.minute > minute


def test_a_drink_is_made_twice_only_when_a_tablet_was_in_the_dark(plan: DayPlan) -> None:
    claims: dict[str, list[tuple[ActorPlan, act.ClaimDrink]]] = {}
    for actor, claim in acts_of(plan, act.ClaimDrink):
        claims.setdefault(claim.order, []).append((actor, claim))
    for both in claims.values():
        for (first, one), (second, other) in pairwise(sorted(both, key=lambda c: c[1].minute)):
            assert first is not second
            assert heard(one.minute, first.network, second.network) > other.minute


def test_each_drink_uses_its_recipe_at_the_station_that_makes_it(
    world: World, plan: DayPlan
) -> None:
    station_of = {barista: one.id for one in world.stations for barista in one.baristas}
    shelf = {item.id: item for item in world.inventory}
    for actor, done in acts_of(plan, act.DoneDrink) + acts_of(plan, act.UndoDone):
        supplies = [shelf[use.item].supply for use in done.uses]
        assert {shelf[use.item].station for use in done.uses} == {station_of[actor.person]}
        assert {"beans", "lid"} < set(supplies)
        assert sum(supply.startswith("cup:") for supply in supplies) == 1


def test_stock_falls_below_its_threshold_and_is_topped_up(world: World, plan: DayPlan) -> None:
    moves: dict[str, list[tuple[float, int]]] = {item.id: [] for item in world.inventory}
    for _, done in acts_of(plan, act.DoneDrink):
        for use in done.uses:
            moves[use.item].append((done.minute, -use.amount))
    for _, undone in acts_of(plan, act.UndoDone):
        for use in undone.uses:
            moves[use.item].append((undone.minute, use.amount))
    refills = [one for _, one in acts_of(plan, act.TopUp)]
    low: set[str] = set()
    for item in world.inventory:
        stock = item.start
        arrivals = [(one.minute, one.amount) for one in refills if one.item == item.id]
        for _, amount in sorted(moves[item.id] + arrivals):
            stock += amount
            if stock < item.threshold:
                low.add(item.id)
    assert {one.item for one in refills} <= low
    assert len(low) > len(world.inventory) / 2
    assert refills


def test_two_people_count_one_shelf_at_every_station(world: World, plan: DayPlan) -> None:
    station_of = {item.id: item.station for item in world.inventory}
    counts = acts_of(plan, act.StockTake)
    assert all(one.counted >= 0 for _, one in counts)
    doubles = {
        station_of[one.item]
        for first, one in counts
        for second, other in counts
        if first is not second and one.item == other.item and 0 < other.minute - one.minute < 3.01
    }
    assert doubles == {station.id for station in world.stations}


def test_the_mishaps_of_the_day(plan: DayPlan) -> None:
    devices = {actor.device: actor for actor in plan.actors}
    assert devices[plan.clock_ahead.device].role == "driver"
    assert plan.clock_ahead.ahead_ms == 730 * 86_400_000
    clone, source = plan.clone, devices[plan.clone.source]
    assert clone.source != plan.clock_ahead.device
    assert clone.plan.device not in devices
    assert clone.copied_at < clone.starts_at < clone.plan.acts[0].minute
    assert profile_at(source.network, clone.copied_at) == "dark"
    assert any(one.minute > clone.starts_at for one in source.acts)
    first, second = plan.kills
    assert 0 < first < second - 100 < second < DAY_MINUTES


def test_ids_made_during_the_day_are_new(world: World, plan: DayPlan) -> None:
    made = [one.message for _, one in acts_of(plan, act.SendMessage)]
    made += [one.delivery for _, one in acts_of(plan, act.Deliver)]
    made += [one.delivery for _, one in acts_of(plan, act.FailStop)]
    for _, one in acts_of(plan, act.PhoneOrder):
        made += [one.order.id, *([one.stop.id] if one.stop else [])]
    made += [one.message for one in plan.clone.plan.acts if isinstance(one, act.SendMessage)]
    assert len(set(made)) == len(made)
    known = {order.id for order in world.orders} | {order.id for order in world.drink_orders}
    assert not known & set(made)


def test_news_waits_out_the_dark_at_both_ends() -> None:
    teller = (NetworkWindow(0, 10, "good"), NetworkWindow(10, 20, "dark"))
    listener = (NetworkWindow(0, 15, "slow"), NetworkWindow(15, 30, "dark"))
    assert heard(5, teller, listener) == 5
    assert heard(12, teller, listener) == 30
    assert heard(12, teller, teller) == 20
