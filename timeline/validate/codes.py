"""Checks on lists of codes: trees without cycles, names without ambiguity, validities without overlap."""

from collections.abc import Iterator, Mapping, Sequence
from itertools import combinations

from timeline import edtf
from timeline.problems import Problem
from timeline.reading import Row
from timeline.records import Codelist

Placed = tuple[str, Row]
SAME_PLACE = (("iso_3166",), ("name_en", "kind", "parent"))
ALWAYS = ("0001-01-01", "9999-12-31")


def trees(above: Mapping[str, tuple[str, str, int]], column: str) -> Iterator[Problem]:
    """A problem for each cycle, at the row of its smallest id.

    Args:
        above: Id -> (id above or "", path, line).
        column: The column that names the id above.
    """
    done: set[str] = set()
    for start in above:
        path: list[str] = []
        step = start
        while step and step in above and step not in done and step not in path:
            path.append(step)
            step = above[step][0]
        if step in path:
            cycle = path[path.index(step) :]
            first = min(cycle)
            turn = cycle[cycle.index(first) :] + cycle[: cycle.index(first)]
            facts = {"cycle": " → ".join([*turn, first])}
            yield Problem("cycle", facts).at(*above[first][1:], column)
        done.update(path)


def aliases(kind: type[Codelist], rows: Sequence[Placed]) -> Iterator[Problem]:
    """No other name of a code is a name of another code; codes whose validities never meet may share one."""
    for lang in ("en", "vi"):
        column = f"aliases_{lang}"
        if column not in kind.model_fields:
            continue
        named: dict[str, list[Placed]] = {}
        for path, row in rows:
            for name in {row.cells[f"name_{lang}"].casefold(), *row_aliases(row, column)} - {""}:
                named.setdefault(name, []).append((path, row))
        for name, holders in named.items():
            for one, other in combinations(holders, 2):
                given = [who for who in (one, other) if name in row_aliases(who[1], column)]
                if given and _meet(one[1], other[1]):
                    path, row = given[-1]
                    second = one if row is other[1] else other
                    facts = {
                        "text": name,
                        "code": row.cells["code"],
                        "other": second[1].cells["code"],
                        "line": str(second[1].line),
                    }
                    yield Problem("alias-shared", facts).at(path, row.line, column)


def row_aliases(row: Row, column: str) -> set[str]:
    """The other names of a code, case folded."""
    return {name.casefold() for name in row.cells[column].split(";")}


def overlaps(rows: Sequence[Placed]) -> Iterator[Problem]:
    """Two rows of one place (same ISO 3166 code, or same name, kind and parent) are valid at different times."""
    told: set[int] = set()
    for columns in SAME_PLACE:
        groups: dict[tuple[str, ...], list[Placed]] = {}
        for path, row in rows:
            if row.cells[columns[0]]:
                groups.setdefault(tuple(row.cells[name] for name in columns), []).append((path, row))
        for group in groups.values():
            for one, (path, row) in combinations(group, 2):
                if _meet(one[1], row) and row.line not in told:
                    told.add(row.line)
                    facts = {"code": row.cells["code"], "other": one[1].cells["code"], "line": str(one[1].line)}
                    yield Problem("validity-overlap", facts).at(path, row.line, "valid_from")


def _meet(one: Row, other: Row) -> bool:
    """Whether two codes are valid on some same day; a code without validity always is, one with a faulty one never."""
    try:
        (start, end), (first, last) = _validity(one), _validity(other)
    except edtf.EdtfError:
        return False
    return start <= last and first <= end


def _validity(row: Row) -> tuple[str, str]:
    begins, ends = row.cells.get("valid_from"), row.cells.get("valid_to")
    start = edtf.earliest(begins) if begins else None
    end = edtf.latest(ends) if ends else None
    return start.isoformat() if start else ALWAYS[0], end.isoformat() if end else ALWAYS[1]
