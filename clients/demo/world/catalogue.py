"""What is sold: cylinders, the drinks and milks of the menu, and what a cup takes beside."""

from random import Random

from clients.demo.world.model import Cylinder, CylinderSize, Drink, Milk, Supply
from clients.demo.world.seeds import world_id

_CYLINDERS: tuple[tuple[CylinderSize, int, int], ...] = (
    (4, 290, 600),
    (10, 480, 900),
    (16, 690, 1_200),
    (20, 820, 1_500),
    (50, 2_050, 3_000),
)
_MILKS = (
    ("whole", "全脂鮮奶", "Whole milk", "#f2c14e"),
    ("lowfat", "低脂鮮奶", "Low-fat milk", "#7fb7be"),
    ("oat", "燕麥奶", "Oat milk", "#b08968"),
    ("soy", "豆漿", "Soy milk", "#8ab17d"),
    ("almond", "杏仁奶", "Almond milk", "#c77dba"),
)
_SUPPLIES = (
    ("beans", "咖啡豆", "Coffee beans"),
    ("cup:S", "小杯", "Small cups"),
    ("cup:M", "中杯", "Medium cups"),
    ("cup:L", "大杯", "Large cups"),
    ("lid", "杯蓋", "Lids"),
)
_DRINKS = (
    ("義式濃縮", "Espresso", 60, 1, 0),
    ("美式咖啡", "Americano", 80, 2, 0),
    ("手沖咖啡", "Pour-over", 150, 1, 0),
    ("拿鐵", "Latte", 120, 2, 220),
    ("卡布奇諾", "Cappuccino", 120, 2, 150),
    ("馥列白", "Flat white", 130, 2, 160),
    ("可塔朵", "Cortado", 110, 2, 60),
    ("摩卡", "Mocha", 140, 2, 180),
    ("焦糖瑪奇朵", "Caramel macchiato", 150, 2, 200),
    ("冰滴咖啡", "Cold drip", 160, 2, 0),
)


def cylinders(rng: Random, at_ms: int) -> tuple[Cylinder, ...]:
    """The five sizes, smallest first."""
    return tuple(
        Cylinder(
            world_id(rng, at_ms), size, f"{size} 公斤瓦斯桶", f"{size} kg cylinder", price, deposit
        )
        for size, price, deposit in _CYLINDERS
    )


def milks(rng: Random, at_ms: int) -> tuple[Milk, ...]:
    """The milks, the usual one first."""
    return tuple(Milk(world_id(rng, at_ms), *row) for row in _MILKS)


def supplies(rng: Random, at_ms: int) -> tuple[Supply, ...]:
    """Beans, cups and lids."""
    return tuple(Supply(world_id(rng, at_ms), *row) for row in _SUPPLIES)


def drinks(rng: Random, at_ms: int) -> tuple[Drink, ...]:
    """The menu."""
    return tuple(Drink(world_id(rng, at_ms), *row) for row in _DRINKS)
