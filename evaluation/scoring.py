"""How proposed events and figures compare with what a person read in the same document.

Right is a proposed event on the lines of a person's that no other proposal took, whose dates agree or one holds the
other; a proposed figure on the lines of a person's with its value.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from timeline import edtf
from timeline.cells import line_ranges

Row = Mapping[str, str]
Pair = tuple[Row, Row]
Closeness = Callable[[Row, Row], float]

NEAR = 2  # lines by which a proposal may miss
EVENT_FACTS = ("date", "event_kind", "event_status", "told")
FIGURE_FACTS = (
    "time_period", "indicator", "measure", "unit_measure", "nature", "bound", "obs_status", "base_period", "ref_area"
)  # fmt: skip
TELLINGS = ("lines_vi", "lines_en", "line_vi", "line_en", "printed_vi", "printed_en", "obs_value", "unit_mult", "label")


@dataclass
class Score:
    """What was compared in one document: how often, and how often with success, by name."""

    counts: dict[str, tuple[int, int]] = field(default_factory=dict)

    def note(self, name: str, right: bool) -> None:
        """Count one comparison."""
        good, of = self.counts.get(name, (0, 0))
        self.counts[name] = (good + right, of + 1)

    def add(self, other: "Score") -> None:
        """Count the comparisons of another document too."""
        for name, (good, of) in other.counts.items():
            mine, all_of = self.counts.get(name, (0, 0))
            self.counts[name] = (mine + good, all_of + of)

    def line(self) -> str:
        """The shares, by name."""
        return "  ".join(f"{name} {good / of:.2f} of {of}" for name, (good, of) in self.counts.items())


def spans(row: Row, language: str) -> list[tuple[int, int]]:
    """The lines of a row in one language."""
    text = row.get(f"lines_{language}") or row.get(f"line_{language}") or ""
    return line_ranges(text) if text else []


def shared(one: Row, other: Row) -> int:
    """In how many languages the lines of two rows meet."""
    return sum(
        any(a[0] <= b[1] + NEAR and b[0] <= a[1] + NEAR for a in spans(one, lang) for b in spans(other, lang))
        for lang in ("vi", "en")
    )


def overlap(one: str, other: str) -> bool:
    """Whether two dates have a day in common."""
    low = max(filter(None, (edtf.earliest(one), edtf.earliest(other))), default=None)
    high = min(filter(None, (edtf.latest(one), edtf.latest(other))), default=None)
    return low is None or high is None or low <= high


def sizes(row: Row) -> set[Decimal]:
    """The ends of a figure in base units."""
    mult = int(row["unit_mult"] or 0)
    return {Decimal(row[name]).scaleb(mult) for name in ("obs_value", "obs_value_high") if row[name]}


def event_closeness(one: Row, other: Row) -> float:
    """How well a proposed event tells a contributed one; 0 if it is another."""
    lines = shared(one, other)
    if not lines or not overlap(one["date"], other["date"]):
        return 0
    return lines + 3 * (one["date"] == other["date"]) + (one["event_kind"] == other["event_kind"])


def figure_closeness(one: Row, other: Row) -> float:
    """How well a proposed figure tells a contributed one; 0 if it is another."""
    lines = shared(one, other)
    if not lines or not {abs(size) for size in sizes(one)} & {abs(size) for size in sizes(other)}:
        return 0
    return lines + sum(one.get(name) == other.get(name) for name in FIGURE_FACTS)


def matched(wanted: Sequence[Row], proposed: Sequence[Row], closeness: Callable[[Row, Row], float]) -> list[Pair]:
    """Pair rows one to one, the closest first."""
    near = [
        (score, i, j)
        for i, one in enumerate(wanted)
        for j, other in enumerate(proposed)
        if (score := closeness(one, other)) > 0
    ]
    left, right, found = set(range(len(wanted))), set(range(len(proposed))), []
    for _, i, j in sorted(near, key=lambda item: (-item[0], item[1], item[2])):
        if i in left and j in right:
            left.remove(i)
            right.remove(j)
            found.append((wanted[i], proposed[j]))
    return found


def compare(
    wanted: Sequence[Row], proposed: Sequence[Row], closeness: Callable[[Row, Row], float], facts: Sequence[str]
) -> tuple[Score, list[Pair]]:
    """Score proposed rows against contributed ones."""
    score, pairs = Score(), matched(wanted, proposed, closeness)
    found, right = {id(one) for one, _ in pairs}, {id(other) for _, other in pairs}
    for row in wanted:
        score.note("recall", id(row) in found)
        if "told" in facts:
            score.note(f"recall of {row['told']}s", id(row) in found)
    for row in proposed:
        score.note("precision", id(row) in right)
    for one, other in pairs:
        for name in facts:
            score.note(name, one[name] == other[name])
    return score, pairs


def show(wanted: Sequence[Row], proposed: Sequence[Row], pairs: list[Pair], names: Sequence[str]) -> Iterator[str]:
    """What was missed, proposed in vain, or read otherwise."""
    found, right = {id(one) for one, _ in pairs}, {id(other) for _, other in pairs}
    for title, rows, known in (("MISSED", wanted, found), ("IN VAIN", proposed, right)):
        for row in rows:
            if id(row) not in known:
                yield f"{title} " + " | ".join(row.get(name, "") for name in names)
    for one, other in pairs:
        differing = [
            f"{n} {one[n]} / {other[n]}" for n in names if n in {*EVENT_FACTS, *FIGURE_FACTS} and one[n] != other[n]
        ]
        if differing:
            yield f"DIFFERS {one.get('event_id') or one.get('observation_id')}: " + "; ".join(differing)
