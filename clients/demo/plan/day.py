"""Puts the day together: everybody's acts, every device's network, and the mishaps."""

from random import Random

from clients.demo.plan import driving, hall, network, office
from clients.demo.plan.acts import Act, EditCustomer, SendMessage
from clients.demo.plan.shape import ActorPlan, ClockAhead, Clone, DayPlan, NetworkWindow, in_order
from clients.demo.plan.trips import Trip, lay_out
from clients.demo.world.model import Person, World
from clients.demo.world.seeds import stream, world_id

TWO_YEARS_MS = 2 * 365 * 86_400_000
_NETWORK_OF_ROLE = {
    "driver": network.road,
    "barista": network.hall,
    "dispatcher": network.desk,
    "organiser": network.desk,
}


def build_plan(world: World, seed: int) -> DayPlan:
    """What everybody does today; equal arguments give an equal plan.

    The devices are named after the logins of the people who hold them.
    """
    rng = stream(seed, "networks")
    people = [person for person in world.people if person.role in _NETWORK_OF_ROLE]
    networks = {person.id: _NETWORK_OF_ROLE[person.role](rng) for person in people}
    acts: dict[str, list[Act]] = {person.id: [] for person in people}

    rng = stream(seed, "office")
    dispatchers = [person.id for person in world.staff("dispatcher")]

    def desk(act: Act) -> None:
        acts[rng.choice(dispatchers)].append(act)

    trips = lay_out(rng, world, networks)
    office.give_away_in_the_dark(rng, trips, desk)
    office.hand_over(rng, trips, desk)
    office.take_phone_orders(rng, world, trips, desk)
    edits = office.edit_the_same_customers(rng, trips, desk)
    office.talk(rng, world, trips, desk)
    office.correct_phone_numbers(rng, world.customers, desk)

    rng = stream(seed, "driving")
    for trip in trips:
        acts[trip.route.driver] += driving.record(rng, world, trip, edits[trip.route.id])
    for person, done in hall.hall_acts(stream(seed, "hall"), world, networks).items():
        acts[person] += done

    rng = stream(seed, "mishaps")
    drivers = world.staff("driver")
    return DayPlan(
        actors=tuple(
            ActorPlan(
                person.login, person.id, person.role, in_order(acts[person.id]), networks[person.id]
            )
            for person in people
        ),
        clock_ahead=ClockAhead(drivers[0].login, TWO_YEARS_MS),
        clone=_clone(rng, world, drivers[-1], trips[-1], networks[drivers[-1].id]),
        kills=(round(rng.uniform(130, 210), 2), round(rng.uniform(360, 440), 2)),
    )


def _clone(
    rng: Random,
    world: World,
    driver: Person,
    trip: Trip,
    source_network: tuple[NetworkWindow, ...],
) -> Clone:
    """A driver's phone copied in the dark, its queue unsent, and restored once the dark is over."""
    dark = network.dark_windows(source_network)[1]
    copied_at = round(dark.end - rng.uniform(2, 6), 2)
    starts_at = round(dark.end + rng.uniform(5, 15), 2)
    acts: list[Act] = []
    for visit in rng.sample(trip.visits, min(4, len(trip.visits))):
        minute = round(rng.uniform(starts_at + 2, 590), 2)
        message = world_id(rng, world.at_ms + round(minute * 60_000))
        acts.append(SendMessage(minute, message, "office", None, "手機換新，資料已還原"))
        value = "門口有監視器，請按鈴後稍候"
        acts.append(EditCustomer(round(minute + 1, 2), visit.customer.id, "note", value))
    return Clone(
        source=driver.login,
        copied_at=copied_at,
        starts_at=starts_at,
        plan=ActorPlan(
            f"{driver.login}-restored", driver.id, driver.role, in_order(acts), network.desk(rng)
        ),
    )
