"""Records proved against the source texts, for whoever holds them."""

import hashlib
import re
import unicodedata
from collections.abc import Iterator
from pathlib import Path

from timeline.cells import line_ranges
from timeline.phrases import Language, names
from timeline.problems import Problem, in_order
from timeline.reading import Row
from timeline.records import Event, Observation, Source
from timeline.validate.collection import SOURCE_FILE, Collection
from timeline.validate.rows import Table
from timeline.vocabulary import DateBasis, TextKind

MARKS = re.compile(r"[*_#]+")


def verify(collection: Collection, texts: Path) -> list[Problem]:
    """What the source texts do not bear out.

    Args:
        collection: A valid collection.
        texts: Folder with the text file of each source.
    """
    problems: list[Problem] = []
    for source_id, source in collection.sources.items():
        path = f"{collection.folders[source_id]}/{SOURCE_FILE}"
        text = texts / source.file
        if not text.is_file():
            facts = {"file": source.file, "folder": texts.name or str(texts)}
            problems.append(Problem("text-missing", facts, column="file").at(path))
            continue
        data = text.read_bytes()
        problems += [problem.at(path) for problem in _file_problems(source, data)]
        if any(problem.path == path for problem in problems):
            continue
        lines = text_lines(data.decode("utf-8", errors="replace"))
        for table in collection.tables:
            if table.source_id == source_id:
                problems += _table_problems(table, lines)
    return in_order(problems)


def text_lines(text: str) -> list[str]:
    """The lines of a text, counted by LF (CRLF counts as LF), in Unicode form NFC and without Markdown's marks."""
    lines = unicodedata.normalize("NFC", text).split("\n")
    return [plain(line) for line in (lines[:-1] if lines[-1] == "" else lines)]


def plain(text: str) -> str:
    """A text as it is compared: no marks, single spaces."""
    return " ".join(MARKS.sub("", text).split())


def _file_problems(source: Source, data: bytes) -> Iterator[Problem]:
    found = hashlib.sha256(data).hexdigest()
    if source.sha256_of is TextKind.TEXT and found != source.sha256:
        yield Problem("text-changed", {"file": source.file, "found": found}, column="sha256")
    count = data.count(b"\n") + (not data.endswith(b"\n"))
    if count != source.lines:
        yield Problem("text-lines", {"file": source.file, "found": str(count)}, column="lines")


def _table_problems(table: Table, lines: list[str]) -> Iterator[Problem]:
    for row in table.rows:
        if table.kind is Observation:
            problems = _printed_problems(row, lines)
        elif table.kind is Event:
            problems = _date_problems(row, lines)
        else:
            return
        yield from (problem.at(table.path, row.line) for problem in problems)


def _printed_problems(row: Row, lines: list[str]) -> Iterator[Problem]:
    for language in Language:
        printed, line = row.cells[f"printed_{language}"], row.cells[f"line_{language}"]
        if printed and not stands_on(printed, int(line), lines):
            places = [number for number in range(1, len(lines) + 1) if stands_on(printed, number, lines)]
            nearest = min(places, key=lambda number: abs(number - int(line)), default="")
            facts = {"printed": printed, "at": line, "suggestion": str(nearest)}
            yield Problem("printed-absent", facts, column=f"line_{language}")


def stands_on(printed: str, line: int, lines: list[str]) -> bool:
    """Whether a figure as printed begins on a line, and ends there or on the next line that is not blank.

    It is not part of a longer number: «76%» does not stand in «176%», nor «1,5» in «1,52».
    """
    if line > len(lines):
        return False
    first = lines[line - 1]
    rest = next((text for text in lines[line:] if text), "")
    wanted = r"\s*".join(map(re.escape, plain(printed).split()))
    found = re.search(rf"(?<![0-9])(?<![0-9][.,]){wanted}(?!(?<=[0-9])[.,]?[0-9])", f"{first} {rest}")
    return found is not None and found.start() < len(first)


def _date_problems(row: Row, lines: list[str]) -> Iterator[Problem]:
    basis, date = row.cells["date_basis"], row.cells["date"]
    if basis == DateBasis.INFERRED:
        return
    for language in Language:
        ranges = line_ranges(row.cells[f"lines_{language}"])
        told = "\n".join(line for first, last in ranges for line in lines[first - 1 : last])
        if told and names(date, told, language, year_needed=basis == DateBasis.STATED):
            return
    yield Problem("date-absent", {"date": date}, column="date")
