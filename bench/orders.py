"""The work that is measured: delivery orders as an office types them, twelve members to a document
(ten fields, the id and what sync needs), drawn from a seed."""

import random
from typing import Any

import msgspec

from clients.replica.ids import new_id
from schemas.registry import REGISTRY
from sync.overlay import apply

ENTITY = REGISTRY["delivery_order"]
DAY = 1_795_248_000_000
"""Midnight of the orders' day, ms."""

NOTES = (
    "管理室代收", "到了先打電話", "後門進, 狗會叫", "放三樓樓梯口", "空瓶在陽台", "上午不在",
    "找王太太", "電鈴壞了", "收現金", "電梯維修中", "先關總開關", "店休日勿送",
)  # fmt: skip
STREETS = "民族 民權 民生 建國 復興 中山 中正 光華 青年 三多 四維 五福 六合 七賢 八德 九如".split()
PRICES = (280, 310, 470, 520, 720, 760, 870, 910, 1_050, 2_100)
_draw = random.Random(4)
ITEMS = [(new_id(DAY, _draw.randbytes), price) for price in PRICES * 3]

Op = list[Any]


class Orders:
    """A stream of orders for ``customers`` (ids), the same for the same seed but for their ids'
    time, which is ``now_ms`` and later."""

    def __init__(self, seed: int, customers: list[str], now_ms: int) -> None:
        self._random = random.Random(seed)
        self._customers = customers
        self._now_ms = now_ms
        self._made = 0

    def create(self, values: dict[str, Any] | None = None) -> Op:
        """A new order, with these values or freshly drawn ones."""
        self._made += 1
        id = new_id(self._now_ms + self._made // 20, self._random.randbytes)
        return [ENTITY.name, id, None, values or self.values()]

    def values(self) -> dict[str, Any]:
        """An order's fields. The number is left to the hub."""
        draw = self._random
        lines: list[dict[str, Any]] = []
        for item, price in draw.sample(ITEMS, draw.choice((1, 1, 1, 2))):
            lines.append({"item": item, "quantity": draw.choice((1, 1, 2, 3)), "price": price})
        hour = draw.randrange(8, 19)
        return {
            "customer": draw.choice(self._customers),
            "lines": lines,
            "priority": draw.choice(("normal", "normal", "normal", "high", "urgent")),
            "window": {"start": f"{hour:02}:00", "end": f"{hour + 2:02}:00"},
            "payment": draw.choice(("cash", "cash", "monthly", "transfer")),
            "total": sum(each["quantity"] * each["price"] for each in lines),
            "note": self._note(),
            "placed_at": DAY + draw.randrange(86_400) * 1000,
            "state": [None, draw.choice(("draft", "confirmed"))],
        }

    def edit(self, id: str, seen: dict[str, int], only: str | None = None) -> Op:
        """A change of one field (``only`` that one) of an order that the writer saw as ``seen``."""
        draw = self._random
        values: dict[str, Any] = {
            "note": self._note(),
            "total": draw.randrange(280, 9_000),
            "payment": draw.choice(("cash", "card", "monthly", "transfer")),
            "priority": draw.choice(("low", "normal", "high", "urgent")),
        }
        name = only or draw.choice(tuple(values))
        return [ENTITY.name, id, seen, {name: values[name]}]

    def _note(self) -> str:
        draw = self._random
        where = f"{draw.choice(STREETS)}路 {draw.randrange(1, 400)} 號 {draw.randrange(1, 13)} 樓"
        return f"{where}, {draw.choice(NOTES)}"


def customer(seed: int, place: int) -> Op:
    """A customer to deliver to."""
    draw = random.Random(seed * 1_000_003 + place)
    values = {"name": f"王{place}", "phone": f"09{draw.randrange(10**8):08}", "district": "三民區"}
    return ["customer", new_id(DAY + place, draw.randbytes), None, values]


def document(op: Op, replica: str, n: int) -> bytes:
    """What a store keeps of a created order: the document as the hub writes it."""
    shown = apply(ENTITY, None, op, (replica, n))
    assert shown is not None
    return msgspec.json.encode({"number": n, **shown})
