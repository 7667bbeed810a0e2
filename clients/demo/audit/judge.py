"""All checks, one after the other."""

from collections.abc import Callable, Iterator

from clients.demo.audit.borders import check_borders
from clients.demo.audit.conflicts import check_conflicts
from clients.demo.audit.counters import check_counters
from clients.demo.audit.evidence import Evidence, Finding
from clients.demo.audit.fates import check_fates
from clients.demo.audit.likeness import check_likeness
from clients.demo.audit.numbers import check_numbers

CHECKS: tuple[Callable[[Evidence], Iterator[Finding]], ...] = (
    check_fates,
    check_likeness,
    check_counters,
    check_borders,
    check_conflicts,
    check_numbers,
)


def judge(evidence: Evidence) -> list[Finding]:
    """Everything that is not as it must be; empty on a good day."""
    return [finding for check in CHECKS for finding in check(evidence)]
