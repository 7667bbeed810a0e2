"""Grants: the people whom a record names hold its scope."""

import pytest

from tests.sync.desk import rid, verdict
from tests.sync.hospital import Hospital
from tests.sync.ward import op


@pytest.fixture
def desk() -> Hospital:
    return Hospital()


def test_naming_a_person_gives_the_scope_at_once(desk: Hospital) -> None:
    bed = desk.make("bed", "b", ward=desk.two)
    note = op("bed", bed, desk.seen(bed), {"note": "x"})
    assert verdict(desk.push("n", desk.nora, note)) == "record/unknown"
    desk.edit(desk.two, nurses={"add": [desk.nora]})
    assert verdict(desk.push("n", desk.nora, note)) == "merged"


def test_who_is_named_no_more_loses_it(desk: Hospital) -> None:
    desk.edit(desk.one, nurses={"remove": [desk.nora]})
    assert desk.scope(desk.one) not in desk.people[desk.nora]
    assert desk.lost[desk.nora] == {desk.scope(desk.one): desk.sequence}


def test_who_is_named_twice_keeps_it_until_named_nowhere(desk: Hospital) -> None:
    desk.edit(desk.one, head=desk.nora)
    assert desk.plans[-1].grants == []
    desk.edit(desk.one, nurses={"remove": [desk.nora]})
    assert desk.scope(desk.one) in desk.people[desk.nora]
    desk.edit(desk.one, head=None)
    assert desk.scope(desk.one) not in desk.people[desk.nora]


def test_a_deleted_record_grants_nothing_and_a_revived_one_grants_again(desk: Hospital) -> None:
    seen = desk.seen(desk.one)
    desk.delete(desk.one)
    assert desk.scope(desk.one) not in desk.people[desk.nora]
    desk.push("x", desk.office, op("ward", desk.one, seen, {"name": "again"}))
    assert desk.people[desk.nora][desk.scope(desk.one)] == 1


def test_a_grant_follows_the_visible_sibling(desk: Hospital) -> None:
    seen = desk.seen(desk.two)
    desk.push("x", desk.office, op("ward", desk.two, seen, {"head": desk.nora}), stamp=10)
    desk.push("y", desk.office, op("ward", desk.two, seen, {"head": desk.nils}), stamp=20)
    assert desk.scope(desk.two) not in desk.people[desk.nora]
    accept = op("ward", desk.two, desk.seen(desk.two), {}, {"head": ["x", 1]})
    assert verdict(desk.push("h", desk.office, accept)) == "merged"
    assert desk.scope(desk.two) in desk.people[desk.nora]


def test_a_record_and_the_scope_it_grants_come_in_one_step(desk: Hospital) -> None:
    three = desk.make("ward", "three", nurses={"add": [desk.nora]})
    assert [g[3] for g in desk.plans[-1].grants] == [desk.plans[-1].touched[three]] == [1]


def test_a_person_who_does_not_exist_is_not_granted_anything(desk: Hospital) -> None:
    body = {"nurses": {"add": [rid("ghost")]}}
    outcome = desk.push("h", desk.office, op("ward", desk.one, desk.seen(desk.one), body))
    assert verdict(outcome) == "reference/unknown"
    assert desk.plans[-1].grants == []
