"""What a person types becomes the value that the declaration asks for, or a sentence why not."""

from typing import Any

import pytest

from clients.cli.device_values import Mistyped, entity_of, parse
from sync.overlay import Add, Members


@pytest.fixture(autouse=True)
def english(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LC_ALL", "en_US.UTF-8")


@pytest.mark.parametrize(
    ("entity", "typed", "value"),
    [
        ("customer", "name=王太太", "王太太"),
        ("customer", "note=a=b", "a=b"),
        ("customer", "note=", None),
        ("customer", "phone=0912", "0912"),
        ("customer", 'place={"lat":25.03,"lon":121.53}', {"lat": 25.03, "lon": 121.53}),
        ("customer", "sizes=16,20", [16, 20]),
        ("customer", "sizes=+50,-16", Members(add=(50,), remove=(16,))),
        ("customer", "cylinders=+2", Add(2)),
        ("customer", "cylinders=-1", Add(-1)),
        ("stop", "sequence=2.5", 2.5),
        ("stop", "state=delivered", "delivered"),
        ("stop", 'window={"start":"07:00","end":"09:00"}', {"start": "07:00", "end": "09:00"}),
        ("station", "paused=true", True),
        ("item", "size=20", 20),
        ("route", "day=2026-03-02", "2026-03-02"),
    ],
)
def test_a_value_is_read_by_its_declared_type(entity: str, typed: str, value: Any) -> None:
    (read,) = parse(entity_of(entity), [typed], is_new=False).values()
    assert read == value
    assert type(read) is type(value)


def test_a_new_record_takes_a_counters_first_figure() -> None:
    assert parse(entity_of("vehicle"), ["full=30", "empty=+2"], is_new=True) == {
        "full": 30, "empty": 2,
    }  # fmt: skip


def test_an_entity_is_known_by_both_its_names() -> None:
    assert entity_of("people") is entity_of("person")


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        ("name", "Write field=value: name"),
        ("colour=red", "customer has no colour"),
        ("cylinders=3", "cylinders is a counter"),
        ("cylinders=+many", "cylinders: "),
        ("sizes=17", "sizes: "),
        ("place=here", "place: "),
        ("phone=call me", "phone: "),
    ],
)
def test_what_does_not_fit_is_explained(typed: str, told: str) -> None:
    with pytest.raises(Mistyped) as caught:
        parse(entity_of("customer"), [typed], is_new=False)
    assert told in str(caught.value)


def test_what_the_hub_fills_in_is_not_for_people() -> None:
    with pytest.raises(Mistyped, match="delivery has no received_at"):
        parse(entity_of("delivery"), ["received_at=1"], is_new=True)


def test_an_unknown_entity_is_explained_with_those_that_exist() -> None:
    with pytest.raises(Mistyped, match=r"No such entity: cat\. Known: organisation, person"):
        entity_of("cat")
