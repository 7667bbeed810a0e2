"""The catalogue of errors: complete, in two languages, stable."""

import re
from pathlib import Path

import pytest

from schemas.problems import CATALOGUE, Problem, ProblemKind
from schemas.registry import ENTITIES

ROOT = Path(__file__).resolve().parents[2]
ROWS = pytest.mark.parametrize("row", CATALOGUE.values(), ids=lambda r: r.code)

RARE = set("网价优体儿厂听坏怀怜惊扰机洁离荐赶适发")
"""Simplified characters that happen to exist in traditional writing too, where nobody uses them."""


def simplified(text: str) -> set[str]:
    """Characters that Taiwan does not write: Big5 has all that it does."""
    return {c for c in text if c in RARE or not c.encode("cp950", "ignore")}


def test_simplified_characters_would_be_found() -> None:
    assert simplified("订单发现错误，请检查网络后再试") == set("订单发现错误请检网络试")
    assert simplified("訂單已送出，這台裝置離線中，請稍候；號碼 (公斤)、後台") == set()


@ROWS
def test_no_row_is_written_in_simplified_characters(row: ProblemKind) -> None:
    assert simplified(row.zh) == set()


def test_no_label_is_written_in_simplified_characters() -> None:
    for entity in ENTITIES:
        for label in (entity.label, *(field.label for field in entity.fields.values())):
            assert simplified(label.zh) == set()


@ROWS
def test_each_row_says_what_is_wrong_and_what_to_do_in_both_languages(row: ProblemKind) -> None:
    assert CATALOGUE[row.code] is row
    assert re.fullmatch(r"[a-z]+/[a-z]+(-[a-z]+)*", row.code)
    assert re.search(r"[一-鿿]", row.zh)
    assert not re.search(r"[一-鿿]", row.en + row.cause + row.remedy)
    assert row.cause.endswith(".")
    assert row.remedy.endswith(".")
    assert not row.en.endswith(".")


@ROWS
def test_each_status_is_one_that_clients_understand(row: ProblemKind) -> None:
    allowed = {400, 401, 403, 404, 405, 406, 409, 410, 412, 413, 415, 422, 426, 429, 431, 500, 503}
    assert row.status in allowed
    family = row.code.partition("/")[0]
    if family == "auth":
        assert row.status in (401, 403, 429)
    if row.code.endswith(("/forbidden", "/place", "/actor")):
        assert row.status == 403
    if row.code.endswith("/unknown"):
        assert row.status in (404, 409, 422)


def test_only_the_server_itself_is_to_blame_for_a_5xx() -> None:
    blamed = {row.code for row in CATALOGUE.values() if row.status >= 500}
    assert blamed == {"request/failed", "server/busy"}


def test_codes_and_texts_are_unique() -> None:
    source = (ROOT / "schemas" / "problems.py").read_text("utf-8")
    written = re.findall(r'^    \("([a-z]+/[a-z-]+)", \d{3},', source, flags=re.MULTILINE)
    assert len(written) == len(set(written)) == len(CATALOGUE)
    for texts in ([r.zh for r in CATALOGUE.values()], [r.en for r in CATALOGUE.values()]):
        twice = {text for text in texts if texts.count(text) > 1}
        assert twice <= {"這個號碼已經用過"}


def test_every_code_that_the_core_raises_is_in_the_catalogue() -> None:
    found: set[str] = set()
    for path in [*(ROOT / "sync").glob("*.py"), *(ROOT / "schemas").glob("*.py")]:
        text = path.read_text("utf-8")
        found |= set(re.findall(r'Problem\(\s*"([a-z]+/[a-z-]+)"', text))
    assert len(found) >= 15
    assert found <= CATALOGUE.keys()


def test_an_unknown_code_cannot_be_raised() -> None:
    with pytest.raises(KeyError):
        Problem("nobody/knows")


def test_the_document_of_a_problem() -> None:
    problem = Problem(
        "request/rate", detail="one too many", fields={"a": "b"}, retry_after=3, params={"n": 1}
    )
    assert problem.document("zh-TW", instance="/x") == {
        "type": "/problems/request/rate", "title": "請求太頻繁，請稍候", "status": 429,
        "code": "request/rate", "detail": "one too many", "instance": "/x", "errors": {"a": "b"},
        "retry_after": 3, "n": 1,
    }  # fmt: skip
    assert Problem("auth/required").document() == {
        "type": "/problems/auth/required", "title": "Sign in first", "status": 401,
        "code": "auth/required",
    }  # fmt: skip


@pytest.mark.parametrize(
    ("problem", "short"),
    [
        (Problem("field/first"), ["field/first"]),
        (Problem("field/first", fields={"a": "b"}), ["field/first", {"a": "b"}]),
        (Problem("field/first", params={"n": 1}), ["field/first", {}, {"n": 1}]),
    ],
)
def test_the_short_form_inside_a_verdict(problem: Problem, short: list[object]) -> None:
    assert problem.wire() == short
    assert str(problem) == "field/first: This was filled in already"
