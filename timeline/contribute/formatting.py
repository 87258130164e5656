"""Contributed CSV files in their one writing, so that differences stay small.

Columns in their order, rows sorted, Unicode form NFC, single spaces, LF; ids and usual values filled in. No cell with
content changes its meaning, and a file that cannot be read as its table is left as it is.
"""

import csv
import hashlib
import io
import re
import shutil
import unicodedata
from collections.abc import Callable, Collection, Mapping, Sequence
from itertools import chain, count
from pathlib import Path

from timeline import edtf
from timeline.cells import read_words
from timeline.columns import fields
from timeline.layout import Layout
from timeline.problems import Problem, below, in_order
from timeline.reading import SEPARATORS, parse_rows, read_text
from timeline.records import BY_HAND, CODELISTS, SERIES_KEY, Conflict, Event, Observation, Record, Rejection
from timeline.vocabulary import Bound, DateBasis, Nature

Cells = dict[str, str]
LENIENT = {"file-bom", "column-missing", "row-empty"}
IDENTITY = (*SERIES_KEY, "time_period", "base_period", "bound")
SLUG_LIMIT = 60


def format_files(layout: Layout, paths: Sequence[str], *, write: bool) -> tuple[list[str], list[Problem]]:
    """Format every contributed file, or those at or below `paths`.

    Returns:
        The files that changed (or would, where `write` is false), and what is wrong with those left as they are.
    """
    changed: list[str] = []
    problems: list[Problem] = []
    contributed = contributed_files(layout)
    known = {layout.relative(path) for path in contributed}
    for name in paths:
        if (layout.root / name).is_file() and name not in known:
            expected = ", ".join(sorted(kinds()))
            problems.append(Problem("file-unknown", {"known": expected}).at(name))
    for path in contributed:
        name = layout.relative(path)
        if not below(name, paths):
            continue
        text, faults = format_file(layout, path)
        problems += faults
        if text is not None and text.encode() != path.read_bytes():
            changed.append(name)
            if write:
                _replace(path.resolve(), text)
    return changed, in_order(problems)


def _replace(path: Path, text: str) -> None:
    """Write a file anew, beside it and then renamed, with the mode that it had."""
    draft = path.with_name(f".{path.name}.draft")
    try:
        draft.write_text(text, encoding="utf-8", newline="\n")
        shutil.copymode(path, draft)
        draft.replace(path)
    finally:
        draft.unlink(missing_ok=True)


def format_file(layout: Layout, path: Path) -> tuple[str | None, list[Problem]]:
    """The formatted text of a contributed file or codelist.

    Args:
        layout: The collection.
        path: A CSV file of it.

    Returns:
        The text, or None where the file cannot be read as its table; then the problems say why.
    """
    kind = kind_of(layout, path)
    name = layout.relative(path)
    if kind is None:
        known = ", ".join(sorted(kinds()))
        return None, [Problem("file-unknown", {"known": known}).at(name)]
    text, faults = read_text(path, name)
    if broken := [fault for fault in faults if fault.code not in LENIENT]:
        return None, broken
    columns = [column.name for column in fields(kind)]
    text = _with_commas(text, columns)
    read = parse_rows(text, name, _known_header(text, columns) or columns, faults)
    if broken := [problem for problem in read.problems if problem.code not in LENIENT]:
        return None, broken
    return formatted(kind, [row.cells for row in read.rows], path.parent.name), []


def formatted(kind: type[Record], rows: Sequence[Mapping[str, str]], source_id: str) -> str:
    """The rows of a contributed table as its file: normal cells, usual values and ids filled in, sorted.

    Args:
        kind: What the rows are.
        rows: Their cells; columns that are not there are empty.
        source_id: Name of the contribution folder.
    """
    columns = [column.name for column in fields(kind)]
    normal = [dict.fromkeys(columns, "") | normalised(kind, row) for row in rows]
    normal = [row for row in normal if any(row.values())]
    if kind in FILL:
        fill_in(kind, normal, source_id)
    if kind in ORDER:
        normal.sort(key=ORDER[kind])
    return csv_text(columns, normal)


def normalised(kind: type[Record], cells: Mapping[str, str]) -> Cells:
    """The cells in Unicode form NFC, with single spaces, and none round the ; of a list."""
    listed = {column.name for column in fields(kind) if ";" in column.cell.pattern or column.cell.read is read_words}
    return _normal(cells, listed)


def kinds() -> dict[str, type[Record]]:
    """File name -> record kind."""
    every: tuple[type[Record], ...] = (Event, Observation, Conflict, Rejection, *BY_HAND)
    return {f"{kind.table}.csv": kind for kind in every}


def kind_of(layout: Layout, path: Path) -> type[Record] | None:
    """What the rows of a file are, by its name and folder; None if it is no contributed file."""
    kind = kinds().get(path.name)
    if kind is None:
        return None
    if kind in BY_HAND:
        return kind if path.parent == (layout.codelists if kind in CODELISTS else layout.datasets) else None
    return kind if path.parent.parent == layout.contributions else None


def contributed_files(layout: Layout) -> list[Path]:
    """Every contributed CSV file, codelist and the tombstones."""
    files = [path for folder in (layout.codelists, *layout.sources()) for path in sorted(folder.glob("*.csv"))]
    files += [layout.tombstones] if layout.tombstones.is_file() else []
    return [path for path in files if kind_of(layout, path)]


def _with_commas(text: str, columns: Sequence[str]) -> str:
    """The same rows with commas between the cells, where every row has ; or tabs there, as spreadsheets write them."""
    for separator in SEPARATORS:
        try:
            rows = list(filter(None, csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True)))
        except csv.Error:
            continue
        if rows and len(set(rows[0]) & set(columns)) > 1 and {len(row) for row in rows} == {len(rows[0])}:
            out = io.StringIO(newline="")
            csv.writer(out, lineterminator="\n").writerows(rows)
            return out.getvalue()
    return text


def _known_header(text: str, columns: Sequence[str]) -> list[str]:
    """The header as it stands, where it has known columns only, each once; [] where it has others."""
    try:
        header = next(filter(None, csv.reader(io.StringIO(text, newline=""), strict=True)), [])
    except csv.Error:
        return []
    return header if len(set(header)) == len(header) and set(header) <= set(columns) else []


def csv_text(columns: Sequence[str], rows: Sequence[Mapping[str, str]]) -> str:
    """A header and rows as CSV: commas, LF, an empty cell for what a row lacks."""
    out = io.StringIO(newline="")
    writer = csv.DictWriter(out, columns, restval="", lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    return out.getvalue()


def _normal(cells: Mapping[str, str], listed: Collection[str]) -> Cells:
    plain = {name: " ".join(unicodedata.normalize("NFC", text).split()) for name, text in cells.items()}
    return {name: re.sub(" ?; ?", ";", text) if name in listed else text for name, text in plain.items()}


def fill_in(kind: type[Record], rows: Sequence[Cells], source_id: str, elsewhere: Collection[str] = ()) -> None:
    """Fill in usual values, and an id where there is none: a second row of one id gets -2 behind it, the next -3.

    Args:
        kind: Events or observations.
        rows: The rows, which are changed.
        source_id: Name of the contribution folder.
        elsewhere: Further ids that are taken.
    """
    name = kind.key[0]
    taken = {row[name] for row in rows}.union(elsewhere)
    for row in rows:
        if row[name]:
            FILL[kind](row, source_id)
            continue
        made = FILL[kind](row, source_id)[name]
        if made:
            row[name] = next(text for text in chain([made], (f"{made}-{n}" for n in count(2))) if text not in taken)
            taken.add(row[name])


def _fill_event(row: Cells, source_id: str) -> Cells:
    row["date_basis"] = row["date_basis"] or DateBasis.STATED
    if not row["event_id"] and row["title_en"] and re.match("[0-9]{4}", row["date"]):
        row["event_id"] = slug(f"{row['date'][:4]} {row['title_en']}")
    return row


def _fill_observation(row: Cells, source_id: str) -> Cells:
    usual = {"unit_mult": "0", "bound": Bound.EXACT, "obs_status": "A", "nature": Nature.ACTUAL}
    if row["time_period"]:
        usual["period_basis"] = DateBasis.STATED
    for name, value in usual.items():
        row[name] = row[name] or value
    if not row["observation_id"] and row["indicator"]:
        digest = hashlib.sha256("\x1f".join([source_id, *(row[name] for name in IDENTITY)]).encode()).hexdigest()
        row["observation_id"] = slug(f"{source_id}-{row['indicator']}") + f"-{digest[:6]}"
    return row


def slug(text: str) -> str:
    """Lower-case ASCII words with - between, cut at a word after about 60 characters: «Lạng Sơn» gives lang-son."""
    folded = unicodedata.normalize("NFD", text.replace("đ", "d").replace("Đ", "D")).encode("ascii", "ignore").decode()
    words = re.findall(r"[a-z0-9]+", folded.lower())
    while len(words) > 1 and len("-".join(words)) > SLUG_LIMIT:
        words.pop()
    return "-".join(words)


def _by_date(row: Cells) -> tuple[str, ...]:
    try:
        first = edtf.earliest(row["date"])
    except edtf.EdtfError:
        first = None
    return (first.isoformat() if first else "", row["date"], row["event_id"])


def _first_line(*names: str) -> Callable[[Cells], tuple[int, tuple[str, ...]]]:
    """Order of reading: by the first line that one of the cells names, then by all cells."""

    def key(row: Cells) -> tuple[int, tuple[str, ...]]:
        lines = (re.match(r"[0-9]+", row[name]) for name in names)
        return next((int(line[0][:9]) for line in lines if line), 0), tuple(row.values())

    return key


FILL: dict[type[Record], Callable[[Cells, str], Cells]] = {Event: _fill_event, Observation: _fill_observation}
ORDER: dict[type[Record], Callable[[Cells], tuple[object, ...]]] = {
    Event: _by_date,
    Observation: _first_line("line_vi", "line_en"),
    Conflict: lambda row: (row["record_id"], row["column"], int(row["line"][:9]) if row["line"].isdecimal() else 0),
    Rejection: _first_line("lines_vi", "lines_en"),
}
"""How rows are sorted; codelists keep the order that people gave them."""
