"""When sources were issued, and how many days a flow was told of."""

from datetime import date
from functools import cache

from timeline import edtf


@cache
def last_issued(issued: str) -> date | None:
    """The last day on which a source may have been issued; None if that is open."""
    return edtf.latest(issued)


def days_told(first: date | None, last: date | None, issued: date, *, actual: bool) -> int:
    """The days of a period, of an actual value those that were over; 0 where an end is open.

    Args:
        first: First day of the period.
        last: Its last day.
        issued: The last day on which the source may have been issued.
        actual: Whether the value is an actual one, so that days after the issue cannot be in it.
    """
    if first is None or last is None:
        return 0
    so_far = actual and first <= issued < last
    return ((issued if so_far else last) - first).days + 1
