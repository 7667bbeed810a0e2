"""The day in a few lines and tables, for a person."""

from collections import Counter
from typing import Any

import msgspec
from rich import box
from rich.console import Console
from rich.table import Table
from rich.text import Text

from clients.demo.audit.conflicts import Conflict, list_conflicts
from clients.demo.audit.evidence import Evidence, Finding
from clients.demo.storm.conduct import Passed
from schemas.registry import REGISTRY

SHOWN = 12
"""So many conflicts and findings are printed; the rest is counted."""
ROLES = ("dispatcher", "driver", "organiser", "barista")


def show(console: Console, passed: Passed, evidence: Evidence, findings: list[Finding]) -> None:
    """Prints the report; the verdict stands last."""
    console.print(_devices(evidence))
    console.print(_troubles(passed, evidence))
    conflicts = list_conflicts(evidence)
    if conflicts:
        console.print(_conflicts(conflicts))
    if findings:
        console.print(_findings(findings))
    console.print(_verdict(passed, evidence, findings))


def _devices(evidence: Evidence) -> Table:
    table = Table(title="Devices", box=box.SIMPLE_HEAD, title_justify="left", show_footer=True)
    groups = [[held for name, held in evidence.devices.items() if _group(name) == role]
              for role in (*ROLES, "office")]  # fmt: skip
    rows = [(role, group) for role, group in zip((*ROLES, "office"), groups, strict=True) if group]
    total = Counter(row.state for row in evidence.rows().values())
    table.add_column("held by", footer="together")
    table.add_column("devices", justify="right", footer=str(len(evidence.devices)))
    records = f"{len(evidence.records()):,}"
    table.add_column("records", justify="right", footer=records)
    for state in ("merged", "conflict", "parted", "refused"):
        table.add_column(state, justify="right", footer=f"{total[state]:,}")
    waiting = total["pending"] + total["sent"]
    table.add_column("waiting", justify="right", footer=f"{waiting:,}")
    for role, group in rows:
        states = Counter(row.state for held in group for row in held.rows.values())
        held_records = len({key for held in group for key in held.base})
        counts = [states[state] for state in ("merged", "conflict", "parted", "refused")]
        counts.append(states["pending"] + states["sent"])
        table.add_row(role, str(len(group)), f"{held_records:,}", *(f"{n:,}" for n in counts))
    return table


def _troubles(passed: Passed, evidence: Evidence) -> Table:
    traffic, rows = passed.traffic, evidence.rows()
    late = [deed for deed, _ in evidence.accepted() if deed.late]
    flagged = sum("late" in one["_"].get("f", ()) for one in evidence.records().values())
    counts: Counter[tuple[str, str, str]] = Counter(
        (count.entity, count.id, count.field)
        for deed, _ in evidence.accepted()
        for count in deed.counts
    )
    outcomes = [held.outcome for held in evidence.devices.values() if held.outcome is not None]
    table = Table(title="What went wrong", box=box.SIMPLE, title_justify="left", show_header=False)
    for name, number in (
        ("server killed and started again", passed.starts - 1),
        ("requests through the bad network", traffic.requests),
        ("  delivered twice", traffic.repeated),
        ("  answered, the answer lost", traffic.acks_lost),
        ("  cut in half", traffic.truncated),
        ("  overtaken by later ones", traffic.reordered),
        ("  refused: no network, or no server", traffic.refused),
        ("live sockets severed in the middle", traffic.cut),
        ("histories that parted (restored phone)", sum(one.rekeyed for one in outcomes)),
        ("stops delivered after they were given away", len(late)),
        ("records flagged as written late", flagged),
        ("shelves counted by more than one person", sum(n > 1 for n in counts.values())),
        ("acts that had become impossible on the screen", sum(o.impossible for o in outcomes)),
        ("acts whose record had left the device", sum(one.unmet for one in outcomes)),
        ("mutations in all", len(rows)),
    ):
        table.add_row(name, f"{number:,}")
    return table


def _conflicts(conflicts: list[Conflict]) -> Table:
    title = f"Open conflicts: {len(conflicts)}"
    table = Table(title=title, box=box.SIMPLE_HEAD, title_justify="left")
    for heading in ("record", "field", "shown", "beside it"):
        table.add_column(heading, overflow="fold")
    for one in conflicts[:SHOWN]:
        shape = REGISTRY[one.key[0]]
        sides = [f"{_plain(side.value)} ({side.by})" for side in one.sides]
        label = shape.fields[one.field].label.zh
        record = f"{shape.label.zh} {one.name}".strip()
        table.add_row(Text(record), Text(label), Text(sides[0]), Text("\n".join(sides[1:])))
    if len(conflicts) > SHOWN:
        table.add_row(f"and {len(conflicts) - SHOWN} more", "", "", "")
    return table


def _findings(findings: list[Finding]) -> Table:
    table = Table(title="Findings", box=box.SIMPLE_HEAD, title_justify="left", style="red")
    for heading in ("check", "device", "what"):
        table.add_column(heading, overflow="fold")
    for finding in findings[:SHOWN]:
        table.add_row(finding.check, finding.device, Text(finding.text))
    if len(findings) > SHOWN:
        rest = Counter(finding.check for finding in findings[SHOWN:])
        told = ", ".join(f"{number} {check}" for check, number in rest.items())
        table.add_row("", "", f"and {told} more")
    return table


def _verdict(passed: Passed, evidence: Evidence, findings: list[Finding]) -> Text:
    if findings:
        return Text(f"✗ {len(findings)} findings: not as it must be.", style="bold red")
    mutations, devices = len(evidence.rows()), len(evidence.devices)
    text = (
        f"✓ {mutations:,} mutations on {devices} devices: every one has its fate, all replicas are "
        f"alike, all counters add up, nothing is where it should not be."
    )
    if passed.starts > 1:
        text += f" The server was killed {passed.starts - 1} times."
    return Text(text, style="bold green")


def _group(device: str) -> str:
    return next((role for role in ROLES if device.startswith(role)), "office")


def _plain(value: Any) -> str:
    return value if isinstance(value, str) else msgspec.json.encode(value).decode()
