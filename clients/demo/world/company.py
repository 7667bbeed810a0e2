"""The people, the lorries and the customers."""

from collections.abc import Iterator, Sequence
from random import Random

from clients.demo.world import addresses, names
from clients.demo.world.model import (
    Customer,
    Cylinder,
    CylinderSize,
    Person,
    Role,
    Vehicle,
)
from clients.demo.world.seeds import world_id

# New plates in Taiwan use neither I nor O nor the digit 4.
_PLATE_LETTERS = "ABCDEFGHJKLMNPQRSTUVWXYZ"
_PLATE_DIGITS = "012356789"
_COLOURS = (
    "#3d5a80", "#ee6c4d", "#2a9d8f", "#e9c46a", "#9b5de5", "#f15bb5",
    "#00a6a6", "#bc6c25", "#6a994e", "#577590", "#d62828", "#4d908e",
)  # fmt: skip
_HOUSEHOLD_SIZES: tuple[CylinderSize, ...] = (4, 10, 16, 20)
_SHOP_SIZES: tuple[CylinderSize, ...] = (16, 20, 50)


def people(
    rng: Random, at_ms: int, counts: dict[Role, int], serials: Iterator[int]
) -> tuple[Person, ...]:
    """So many of each role; their logins are the role's name with a number from 1."""
    return tuple(
        Person(
            id=world_id(rng, at_ms),
            role=role,
            login=f"{role}{number}",
            name=names.person(rng),
            phone=names.phone(next(serials), landline=False),
            colour=_COLOURS[(number - 1) % len(_COLOURS)],
        )
        for role, count in counts.items()
        for number in range(1, count + 1)
    )


def vehicles(rng: Random, at_ms: int, loads: Sequence[int], count: int) -> tuple[Vehicle, ...]:
    """The lorries: the first ones go out today with their loads and a few to spare."""
    plates: dict[str, None] = {}
    while len(plates) < count:
        letters = "".join(rng.choices(_PLATE_LETTERS, k=3))
        plates["-".join((letters, "".join(rng.choices(_PLATE_DIGITS, k=4))))] = None
    return tuple(
        Vehicle(
            id=world_id(rng, at_ms),
            plate=plate,
            name=f"小貨車 {number} 號",
            full=loads[number - 1] + rng.randint(4, 10) if number <= len(loads) else 0,
            empty=rng.randint(0, 3),
        )
        for number, plate in enumerate(plates, 1)
    )


def customer(
    rng: Random, at_ms: int, district: str, cylinders: tuple[Cylinder, ...], serial: int
) -> Customer:
    """One household or shop in the district, with what stands there and the deposit paid for it."""
    shop = rng.random() < 0.35
    address, place = addresses.compose(rng, district, shop=shop)
    usual = _SHOP_SIZES if shop else _HOUSEHOLD_SIZES
    picked = rng.sample(usual, rng.choice((1, 1, 2)))
    on_hand: tuple[tuple[CylinderSize, int], ...] = tuple(
        (size, rng.randint(1, 4 if shop else 2)) for size in usual if size in picked
    )
    deposits = {cylinder.size: cylinder.deposit for cylinder in cylinders}
    return Customer(
        id=world_id(rng, at_ms),
        name=names.shop(rng) if shop else names.household(rng),
        shop=shop,
        phone=names.phone(serial, landline=rng.random() < (0.7 if shop else 0.2)),
        district=district,
        address=address,
        place=place,
        note=names.delivery_note(rng, shop=shop) if rng.random() < 0.5 else "",
        on_hand=on_hand,
        deposit=sum(deposits[size] * count for size, count in on_hand),
    )
