"""The registry refuses what does not add up, and what stands in it is complete."""

from typing import Any

import pytest

from schemas.access import ROLE_SCOPES, ROLES, SCOPE_ORDER, Grant, Scope, event, may
from schemas.entity import Entity
from schemas.fields import Label, members, ref, register, state, step
from schemas.registry import ENTITIES, REGISTRY, Registry
from schemas.types import Id, Short, describe

LABEL = Label("表", "Thing")


def thing(name: str = "thing", **more: Any) -> Entity:
    fields = more.pop("fields", {"text": register(Short, "文", "Text")})
    return Entity(
        name=name, plural=more.pop("plural", f"{name}s"), label=LABEL, fields=fields,
        scopes=more.pop("scopes", (Scope("everyone"),)), writers=more.pop("writers", ()), **more,
    )  # fmt: skip


def follows(name: str, target: str) -> Entity:
    return thing(name, fields={"next": ref(target, "次", "Next", follow=("route",))})


def test_a_sound_set_of_entities_is_accepted() -> None:
    registry = Registry((thing(), follows("other", "thing")))
    assert registry["thing"].plural == "things"
    assert registry.by_plural["others"].name == "other"


@pytest.mark.parametrize(
    ("entities", "words"),
    [
        pytest.param((thing(), thing(plural="more")), "declared twice", id="name"),
        pytest.param((thing("a", plural="x"), thing("b", plural="x")), "declared twice",
                     id="plural"),
        pytest.param((follows("a", "nobody"),), "names no entity", id="reference"),
        pytest.param((follows("a", "a"),), "circle", id="circle of one"),
        pytest.param((follows("a", "b"), follows("b", "c"), follows("c", "a")), "circle",
                     id="circle of three"),
        pytest.param(
            (*(follows(f"e{i}", f"e{i + 1}") for i in range(6)), thing("e6")), "too deep",
            id="too deep",
        ),
        pytest.param((thing(scopes=(Scope("route", field="no"),)),), "unknown fields", id="scope"),
        pytest.param((thing(scopes=(Scope("office", when="no"),)),), "unknown fields", id="when"),
        pytest.param((thing(grants=(Grant("no", "route"),)),), "unknown fields", id="grant"),
        pytest.param((thing(writers=(may("admin", mine="no"),)),), "unknown fields", id="mine"),
        pytest.param((thing(writers=(may("admin", fields=("no",)),)),), "unknown fields",
                     id="writable"),
        pytest.param((thing(writers=(may("admin", when=("no", ("x",))),)),), "unknown fields",
                     id="state"),
        pytest.param((thing(search=("no",)),), "unknown fields", id="search"),
        pytest.param((thing(title="no"),), "unknown fields", id="title"),
        pytest.param((thing(events=(event("x", fields=("no",)),)),), "unknown fields", id="event"),
        pytest.param((thing(events=(event("x", falls="no"),)),), "unknown fields", id="falls"),
        pytest.param((thing(events=(event("x", falls="text", below="no"),)),), "unknown fields",
                     id="below"),
        pytest.param(
            (thing(fields={"s": state("狀", "S", order=("a",), initial=("a",),
                                      transitions=step("a", "b"))}),),
            "unknown states", id="step",
        ),
    ],
)  # fmt: skip
def test_what_does_not_add_up_is_refused(entities: tuple[Entity, ...], words: str) -> None:
    with pytest.raises(ValueError, match=words):
        Registry(entities)


def test_only_registers_bring_records_along() -> None:
    field = members(Id, "群", "Set", ref="thing")
    following = type(field)(
        kind="set", type=Id, label=LABEL, ref="thing", follow=frozenset(["route"])
    )
    with pytest.raises(ValueError, match="only registers"):
        Registry((thing(), thing("other", fields={"set": following})))


def test_the_deepest_following_that_is_allowed() -> None:
    chain = tuple(follows(f"e{i}", f"e{i + 1}") for i in range(Registry.MAX_DEPTH))
    assert Registry((*chain, thing(f"e{Registry.MAX_DEPTH}"))).entities


@pytest.mark.parametrize("entity", ENTITIES, ids=lambda e: e.name)
def test_each_entity_is_labelled_readable_and_writable(entity: Entity) -> None:
    labels = [entity.label, *(field.label for field in entity.fields.values())]
    assert all(label.zh and label.en for label in labels)
    assert len({label.zh for label in labels[1:]}) == len(entity.fields)
    assert entity.scopes
    assert entity.writers
    kinds = {s.kind for s in entity.scopes} | entity.follow_kinds | {g.kind for g in entity.grants}
    assert kinds <= set(SCOPE_ORDER)
    assert not {"id", "_"} & entity.fields.keys()


@pytest.mark.parametrize("entity", ENTITIES, ids=lambda e: e.name)
def test_each_grant_gives_a_scope_in_which_something_stands(entity: Entity) -> None:
    used = {s.kind for other in ENTITIES for s in other.scopes if s.own or s.field}
    for grant in entity.grants:
        assert grant.kind in used
        assert entity.fields[grant.field].ref == "person"


@pytest.mark.parametrize("entity", ENTITIES, ids=lambda e: e.name)
def test_what_may_be_searched_is_text_and_each_value_type_has_a_schema(entity: Entity) -> None:
    for field in entity.fields.values():
        assert describe(field.type)
    for name in entity.search:
        schema = describe(entity.fields[name].type)
        assert schema["type"] in ("string", "integer")


def test_roles_hold_scopes_that_exist_and_some_record_is_in_each() -> None:
    assert ROLE_SCOPES.keys() == set(ROLES)
    fixed = {s.kind for e in ENTITIES for s in e.scopes if not (s.own or s.field)}
    assert {scope for scopes in ROLE_SCOPES.values() for scope in scopes} <= fixed | {"everyone"}


def test_whoever_may_write_without_grace_can_also_read() -> None:
    """A role that writes an entity reaches a scope of it: its own, a grant, or the person's."""
    granted = {"driver": {"route"}, "barista": {"station"}}
    for entity in ENTITIES:
        kinds = {s.kind for s in entity.scopes}
        brought = {k for e in ENTITIES for f in e.following.values() if f.ref == entity.name
                   for k in f.follow}  # fmt: skip
        for role in ROLES:
            if entity.permits[role]:
                reach = {*ROLE_SCOPES[role], *granted.get(role, set()), "user"}
                assert reach & (kinds | brought), (entity.name, role)


def test_an_unknown_entity_is_no_entity() -> None:
    with pytest.raises(KeyError):
        REGISTRY["nothing"]
