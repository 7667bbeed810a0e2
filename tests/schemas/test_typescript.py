"""The TypeScript says what the declarations say; a compiler judges it in `make pwa-check`."""

import re
from typing import Annotated, Any, Literal

import msgspec
import pytest
from msgspec import Meta

from schemas.export import declarations
from schemas.problems import CATALOGUE, ON_DEVICE
from schemas.registry import ENTITIES, REGISTRY
from schemas.types import Instant, OrderLine
from schemas.typescript.entities import entities_ts, type_name
from schemas.typescript.problems import problems_ts
from schemas.typescript.types import comment, interface, struct_of, type_of
from schemas.typescript.wire import wire_ts
from schemas.wire import down, up
from schemas.wording import RULES

TEXT = entities_ts(declarations())


def body(text: str, head: str) -> str:
    """The lines of a declaration."""
    found = re.search(rf"^export interface {head} {{\n(.*?)^}}", text, re.MULTILINE | re.DOTALL)
    assert found, head
    return found[1]


@pytest.mark.parametrize(
    ("annotation", "expected"),
    [
        (Instant, "number"),
        (bool, "boolean"),
        (Annotated[str, Meta(max_length=3)], "string"),
        (Literal["S", "M", "L"], '"S" | "M" | "L"'),
        (str | None, "string | null"),
        (list[OrderLine], "readonly OrderLine[]"),
        (list[Literal[4, 10]], "readonly (4 | 10)[]"),
        (tuple[str, int], "readonly [string, number]"),
        (dict[str, list[int]], "Readonly<Record<string, readonly number[]>>"),
        (Any, "unknown"),
    ],
)
def test_each_annotation_has_its_type(annotation: Any, expected: str) -> None:
    assert type_of(annotation) == expected


def test_what_was_never_used_is_refused_rather_than_guessed() -> None:
    with pytest.raises(ValueError, match="no TypeScript is known"):
        type_of(bytes)


def test_what_an_encoder_leaves_out_is_optional() -> None:
    class Sent(msgspec.Struct, omit_defaults=True):
        a: int
        b: int = 0

    class Whole(msgspec.Struct):
        b: int | None = None

    assert interface(struct_of(Sent))[1:3] == ["  readonly a: number;", "  readonly b?: number;"]
    assert interface(struct_of(Whole))[1] == "  readonly b: number | null;"
    assert interface(struct_of(Whole), lenient=True)[1] == "  readonly b?: number | null;"


def test_a_docstring_becomes_a_comment_without_the_ways_of_another_language() -> None:
    assert comment("As ``n`` of :class:`schemas.wire.down.Answer`.") == [
        "/** As `n` of `Answer`. */"
    ]


@pytest.mark.parametrize("entity", ENTITIES, ids=lambda e: e.name)
def test_every_field_stands_in_all_that_may_hold_it(entity: Any) -> None:
    name = type_name(entity.name)
    shown, made, changed = (body(TEXT, name + end) for end in ("", "Values", "Changes"))
    for field_name, field in entity.fields.items():
        certain = "" if field.required or field.kind == "counter" else r"\?"
        assert re.search(rf"readonly {field_name}{certain}: ", shown)
        needed = field_name in entity.required
        stands = rf"readonly {field_name}{'' if needed else chr(92) + '?'}: "
        assert bool(re.search(stands, made)) is not field.received
        assert bool(re.search(rf"readonly {field_name}\?: ", changed)) is not field.received


def test_kinds_of_field_are_changed_in_their_own_ways() -> None:
    changes = body(TEXT, "InventoryItemChanges")
    assert "readonly stock?: CounterChange;" in changes
    assert 'readonly size?: "S" | "M" | "L" | null;' in changes
    assert "readonly name?: string;" in changes
    assert "readonly sold_out?: Members<string>;" in body(TEXT, "StationChanges")
    assert 'readonly state?: "draft" | "confirmed";' in body(TEXT, "DeliveryOrderValues")
    assert "→ item" in body(TEXT, "DrinkOrder")


def test_choices_stand_in_the_order_of_the_declaration() -> None:
    enum = declarations()["entities"]["drink_order"]["fields"]["size"]["type"]["enum"]
    assert enum == ["S", "M", "L"]
    assert REGISTRY["drink_order"].fields["size"].type == Literal["S", "M", "L"]


def test_every_message_has_a_type_under_its_own_name() -> None:
    text = wire_ts()
    for module in (up, down):
        for value in vars(module).values():
            if getattr(value, "__module__", "") == module.__name__ and hasattr(
                value, "__struct_config__"
            ):
                assert re.search(
                    rf"^export (interface|type) {value.__name__}\b", text, re.MULTILINE
                )
    assert "readonly in?: " in body(text, "Answer<Bytes = unknown>")
    assert 'readonly t: "hello";' in body(text, "Hello")


def test_every_problem_and_every_rule_of_wording_is_there() -> None:
    text = problems_ts()
    for code in (*CATALOGUE, *ON_DEVICE):
        assert f'  "{code}": {{' in text
    assert text.count("  { pattern: ") == len(RULES)
    assert not CATALOGUE.keys() & ON_DEVICE.keys()
