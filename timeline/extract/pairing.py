"""Tellings of one thing in two languages, or twice in one, brought together."""

from collections.abc import Callable, Sequence
from typing import TypeVar

T = TypeVar("T")


def pairs(left: Sequence[T], right: Sequence[T], closeness: Callable[[T, T], float]) -> list[tuple[T | None, T | None]]:
    """Pair what is closest, one to one; what is close to nothing (0 or less) stays alone.

    Returns:
        The pairs, in the order of `left`, then what of `right` is alone.
    """
    near = [
        (score, i, j)
        for i, one in enumerate(left)
        for j, other in enumerate(right)
        if (score := closeness(one, other)) > 0
    ]
    partner: dict[int, int] = {}
    taken: set[int] = set()
    for _, i, j in sorted(near, key=lambda item: (-item[0], item[1], item[2])):
        if i not in partner and j not in taken:
            partner[i] = j
            taken.add(j)
    paired: list[tuple[T | None, T | None]] = [
        (one, right[partner[i]] if i in partner else None) for i, one in enumerate(left)
    ]
    return paired + [(None, other) for j, other in enumerate(right) if j not in taken]


def likeness(one: frozenset[str], other: frozenset[str]) -> float:
    """Return which part of the smaller set stands in the other, from 0 to 1."""
    smaller = min(len(one), len(other))
    return len(one & other) / smaller if smaller else 0.0
