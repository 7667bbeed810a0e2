"""Every entity, one tuple. What is not here does not exist."""

import functools
import typing
from typing import Any

import msgspec

from schemas.entities.customers import customer
from schemas.entities.deliveries import delivery
from schemas.entities.delivery_orders import delivery_order
from schemas.entities.drink_orders import drink_order
from schemas.entities.inventory_items import inventory_item
from schemas.entities.items import item
from schemas.entities.messages import message
from schemas.entities.organisation import organisation
from schemas.entities.people import person
from schemas.entities.routes import route
from schemas.entities.schedules import schedule
from schemas.entities.stations import station
from schemas.entities.stops import stop
from schemas.entities.vehicles import vehicle
from schemas.entity import Entity


class Registry:
    """A set of entities that is complete in itself, with what is derived from all of them.

    Raises:
        ValueError: a reference names no entity, following runs in a circle or deeper than
            :attr:`MAX_DEPTH`, a name is declared twice, or a rule names an unknown field.
    """

    MAX_DEPTH = 4

    def __init__(self, entities: tuple[Entity, ...]) -> None:
        self.entities = entities
        self.by_name = {entity.name: entity for entity in entities}
        self.by_plural = {entity.plural: entity for entity in entities}
        if len(self.by_name) != len(entities) or len(self.by_plural) != len(entities):
            raise ValueError("an entity name is declared twice")
        for entity in entities:
            self._check(entity)
            self._depth(entity, ())

    def __getitem__(self, name: str) -> Entity:
        return self.by_name[name]

    @functools.cached_property
    def decoder(self) -> msgspec.json.Decoder[list[msgspec.Struct]]:
        """Decodes the ops of one mutation, typed and validated in one pass."""
        shapes: Any = typing.Union[tuple(entity.op for entity in self.entities)]  # noqa: UP007
        return msgspec.json.Decoder(list[shapes])

    def _check(self, entity: Entity) -> None:
        for name, field in entity.fields.items():
            if field.ref is not None and field.ref not in self.by_name:
                raise ValueError(f"{entity.name}.{name} names no entity: {field.ref}")
            if field.follow and field.kind != "register":
                raise ValueError(f"{entity.name}.{name}: only registers can bring records along")
            states = set(field.order)
            for transition in field.transitions:
                if not {transition.leave, transition.enter} <= states:
                    raise ValueError(f"{entity.name}.{name}: a step between unknown states")
        named = {s.field for s in entity.scopes} | {s.when for s in entity.scopes}
        named |= {g.field for g in entity.grants} | {w.mine for w in entity.writers}
        named |= {name for w in entity.writers for name in w.fields} | set(entity.search)
        named |= {w.when[0] for w in entity.writers if w.when is not None}
        named |= {name for e in entity.events for name in e.fields} | {entity.title}
        limits = {e.below for e in entity.events if isinstance(e.below, str)}
        named |= {e.falls for e in entity.events} | limits
        unknown = named - set(entity.fields) - {None, "id"}
        if unknown:
            raise ValueError(
                f"{entity.name}: rules name unknown fields {sorted(map(str, unknown))}"
            )

    def _depth(self, entity: Entity, above: tuple[str, ...]) -> None:
        if entity.name in above or len(above) > self.MAX_DEPTH:
            raise ValueError(f"following runs in a circle or too deep: {(*above, entity.name)}")
        for field in entity.following.values():
            self._depth(self.by_name[str(field.ref)], (*above, entity.name))


ENTITIES: tuple[Entity, ...] = (
    organisation,
    person,
    customer,
    item,
    vehicle,
    delivery_order,
    route,
    stop,
    delivery,
    station,
    inventory_item,
    drink_order,
    schedule,
    message,
)

REGISTRY = Registry(ENTITIES)
