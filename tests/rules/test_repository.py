"""What is committed holds no machine's paths, no registry's address and no unfinished work."""

import re
import subprocess
import tomllib
from pathlib import Path

import pytest

from tests.rules.tree import ROOT, project_files, text_files

HERE = Path(__file__).resolve().relative_to(ROOT)
RULES: dict[str, re.Pattern[str]] = {
    "a path of one machine": re.compile(r"(?<![\w.$}/-])/(?:work|tmp|root|home)/"),
    "a registry's address": re.compile(
        r"\b(?:registry|pypi|pythonhosted|npmjs|mirror|artifactory|nexus)[\w.-]*"
        r"\.(?:com|internal|io|lan|local|net|org)\b"
    ),
    "unfinished work": re.compile(r"\b(?:TODO|FIXME|XXX|HACK)\b|\braise NotImplementedError\b"),
    "a test that steps aside": re.compile(r"\bpytest\.(?:skip|xfail|importorskip)\b|mark\.skip"),
    "a word about the making": re.compile(
        r"\bissue #?\d|\bco-authored-by\b|\bsub-?agent|\b(?:AI|LLM)[- ](?:assisted|generated)\b",
        re.IGNORECASE,
    ),
}
REQUIREMENT = re.compile(r"^([a-z0-9-]+)==(\S+)((?: ;[^\\]*)?)", re.MULTILINE)


def broken_rules(text: str) -> list[str]:
    """The rules that the text breaks, each with the words that break it."""
    return [
        f"{rule}: {match.group()}"
        for rule, pattern in RULES.items()
        for match in pattern.finditer(text)
    ]


def test_no_text_breaks_a_rule() -> None:
    found = {str(path): broken_rules(text) for path, text in text_files() if path != HERE}
    assert {path: rules for path, rules in found.items() if rules} == {}


@pytest.mark.parametrize(
    ("text", "rule"),
    [
        ("root = '/home/somebody/main'", "a path of one machine"),
        ("see /tmp/state.db", "a path of one machine"),
        ("resolved: https://registry.example.org/x.tgz", "a registry's address"),
        ("https://pypi.example.org/x.whl", "a registry's address"),
        ("# TODO: merge", "unfinished work"),
        ("    raise NotImplementedError", "unfinished work"),
        ("@pytest.mark.skipif(True)", "a test that steps aside"),
        ("as issue 4 asks", "a word about the making"),
    ],
)
def test_each_rule_can_be_broken(text: str, rule: str) -> None:
    assert [found.partition(":")[0] for found in broken_rules(text)] == [rule]


@pytest.mark.parametrize(
    "text",
    [
        "GET /api/v1/" + "work/orders",
        "https://example.org/home/",
        "tmpfs: /tmp",
        "the issuer",
        "${X}/tmp/a",
    ],
)
def test_ordinary_text_passes(text: str) -> None:
    assert broken_rules(text) == []


def lock(name: str) -> str:
    return (ROOT / "requirements" / name).read_text("utf-8")


@pytest.mark.parametrize("name", ["run.txt", "dev.txt"])
def test_a_lock_holds_hashes_and_no_address(name: str) -> None:
    text = lock(name)
    entries = re.split(r"^(?=\S)", text, flags=re.MULTILINE)[1:]
    assert len(entries) > 40
    for entry in entries:
        assert REQUIREMENT.match(entry), entry
        assert "--hash=sha256:" in entry, entry
    assert re.search(r"://|file:|\bindex|\bfind-links| @ ", text) is None


def test_npm_locks_hold_no_address() -> None:
    locks = [path for path in project_files() if path.name == "package-lock.json"]
    resolved = [path for path in locks if '"resolved": "http' in (ROOT / path).read_text("utf-8")]
    assert resolved == []
    assert "omit-lockfile-registry-resolved=true" in (ROOT / ".npmrc").read_text().split()


def test_the_locks_agree_with_each_other_and_with_the_project() -> None:
    run, dev = (
        {name: version for name, version, _ in REQUIREMENT.findall(lock(file))}
        for file in ("run.txt", "dev.txt")
    )
    assert run.items() <= dev.items()
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    wanted = [*project["dependencies"]]
    for extra in project["optional-dependencies"].values():
        wanted += [line for line in extra if not line.startswith("fieldpost[")]
    pinned = dict(re.sub(r"\[.*\]", "", line).split("==") for line in wanted)
    assert pinned.items() <= dev.items()


def test_help_lists_every_target() -> None:
    makefile = (ROOT / "Makefile").read_text("utf-8")
    targets = re.findall(r"^([\w-]+):(?!=)", makefile, flags=re.MULTILINE)
    phony = re.findall(r"^\.PHONY: ([\w-]+)$", makefile, flags=re.MULTILINE)
    answer = subprocess.run(
        ["make", "--no-print-directory"], cwd=ROOT, check=True, capture_output=True, text=True
    )
    listed = [line.split()[0] for line in answer.stdout.splitlines()]
    assert listed == targets == phony
    assert all(len(line.split()) > 1 for line in answer.stdout.splitlines())
