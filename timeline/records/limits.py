"""Plain functions of cell texts that row rules of several record kinds call.

Each takes cells that passed their own field rules (or are "") and answers True or False, or None where nothing can be
said.
"""

from collections.abc import Callable
from decimal import Decimal

from timeline import edtf
from timeline.cells import DECIMALS, DIGITS, line_ranges
from timeline.expressions import Call, Cells, Expr

ALWAYS = ("0001-01-01", "9999-12-31")
"""The first and last day that a date can name."""


def first_day(name: str) -> Expr:
    """The earliest day of an EDTF cell as ISO text; unknown where it is empty or open."""
    return Call(_earliest, (name,), str, edtf.DAY)


def last_day(name: str) -> Expr:
    """The latest day of an EDTF cell as ISO text; unknown where it is empty or open."""
    return Call(_latest, (name,), str, edtf.DAY)


def _earliest(text: str) -> str | None:
    day = edtf.earliest(text) if text else None
    return day.isoformat() if day else None


def _latest(text: str) -> str | None:
    day = edtf.latest(text) if text else None
    return day.isoformat() if day else None


def closed(date: str) -> bool:
    """Whether both ends of an EDTF cell are known."""
    return bool(_earliest(date) and _latest(date))


def within(lines: str, count: str) -> bool | None:
    """Whether all line ranges lie inside a text of `count` lines."""
    return all(last <= int(count) for _, last in line_ranges(lines)) if count else None


def valid_places(date: str, places: str, valid_from: str, valid_to: str) -> bool | None:
    """Whether each place (with `;` between, its bounds of validity likewise) existed on some day of the date."""
    return not invalid_places(date, places, valid_from, valid_to) if date else None


def invalid_places(date: str, places: str, valid_from: str, valid_to: str) -> list[str]:
    """The places that did not exist on any day of the date; of one that ends before it begins nothing can be said."""
    first, last = _earliest(date) or ALWAYS[0], _latest(date) or ALWAYS[1]
    bounds = zip(places.split(";"), valid_from.split(";"), valid_to.split(";"), strict=True)
    spans = [(place, _earliest(start) or ALWAYS[0], _latest(end) or ALWAYS[1]) for place, start, end in bounds]
    return [place for place, start, end in spans if start <= end and (last < start or first > end)]


def name_invalid(date: str, places: str) -> Callable[[Cells], dict[str, str]]:
    """The explanation of a broken place rule: which places of the cell did not exist then."""

    def explain(cells: Cells) -> dict[str, str]:
        bounds = (cells[f"{places}.valid_from"], cells[f"{places}.valid_to"])
        return {"invalid": ", ".join(invalid_places(cells[date], cells[places], *bounds)), "date": cells[date]}

    return explain


def rank_within(rank: str, out_of: str) -> bool | None:
    """Whether a rank is no larger than the number ranked."""
    return Decimal(rank) <= Decimal(out_of) if rank and out_of else None


def whole(number: str) -> bool:
    """Whether a number is a positive integer."""
    return Decimal(number) == int(Decimal(number)) > 0


def fits(value: str, mult: str) -> bool | None:
    """Whether value × 10^mult, written out, has no more digits before and behind the point than a number cell may."""
    if not value or not mult:
        return None
    whole, _, part = value.lstrip("-").partition(".")
    power = int(mult)
    before = len((whole + part).lstrip("0")) - len(part) + power
    return before <= DIGITS and len(part) - power <= DECIMALS
