"""Version vectors and dots.

A dot ``(replica, n)`` names one mutation. A vector maps each replica to the highest number whose
effects are in a record; since effects are applied in number order, it stands for all dots up to
it. After Parker et al. (1983) and Almeida et al., "Scalable and Accurate Causality Tracking"
(2014).
"""

from collections.abc import Mapping

Vector = dict[str, int]
Dot = tuple[str, int]


def covers(vector: Mapping[str, int], dot: Dot) -> bool:
    """Whether the dot's effect is in what the vector describes."""
    return vector.get(dot[0], 0) >= dot[1]


def dominates(a: Mapping[str, int], b: Mapping[str, int]) -> bool:
    """Whether everything in ``b`` is also in ``a``."""
    return all(a.get(replica, 0) >= n for replica, n in b.items())


def join(a: Mapping[str, int], b: Mapping[str, int]) -> Vector:
    """The least vector that covers both."""
    joined = dict(a)
    for replica, n in b.items():
        if joined.get(replica, 0) < n:
            joined[replica] = n
    return joined


def clip(claim: Mapping[str, int], known: Mapping[str, int]) -> Vector:
    """What of a claim is really there: nobody has seen more than exists."""
    return {r: min(n, known[r]) for r, n in claim.items() if n > 0 and known.get(r, 0) > 0}


def seen_by(claim: Mapping[str, int], line: Mapping[str, int]) -> Vector:
    """The vector that an op's ``seen`` stands for: the claim, with the writer's own earlier numbers
    and its parents' up to the match (``line``) implied.
    """
    return join(claim, line) if claim else dict(line)
