"""A difference for people: plain text, and Markdown for a pull request. `FORMATS` is the list."""

import re
from collections.abc import Callable, Iterator
from itertools import islice
from typing import Any

from timeline.release.delta import as_delta
from timeline.release.difference import MOVED, RECOMPUTED, RESHAPED, Difference, TableChange
from timeline.release.rows import Op, RowChange
from timeline.release.schemas import SchemaChange
from timeline.released import Level

SHOWN = 100
"""Changed rows of a table that Markdown shows; a comment holds 65,536 characters."""
CUT, BEFORE = 80, 20
WORDS = {Op.ADD: "added", Op.MOD: "corrected", Op.DEL: "removed"}
SIGNS = {Op.ADD: "+", Op.MOD: "~", Op.DEL: "-"}
SAME = "No difference of the data."
MEANING = "Descriptions changed. If one of them changes what a column or table means, release it as a major version."


def counted(table: TableChange) -> str:
    """`12 added, 3 corrected`; what did not happen is left out."""
    told = [f"{count} {word}" for op, word in WORDS.items() if (count := table.count(op))]
    if table.old is None:
        told = [f"{rows(table.count(Op.ADD))}, a new table"]
    if table.new is None:
        told = [f"the table is gone, with its {rows(table.count(Op.DEL))}"]
    columns = bool(table.old and table.new) and table.old != table.new
    return ", ".join(told) or ("other columns" if columns else "rows in another order")


def rows(count: int) -> str:
    """`1 row`, `12 rows`."""
    return f"{count} row" if count == 1 else f"{count} rows"


def structure(made: Difference) -> list[SchemaChange]:
    """The changes of the structure, but for tables that came or went, whose rows are told anyway."""
    told = {table.resource for table in made.tables if table.old is None or table.new is None}
    return [change for change in made.schema if change.field or change.what or change.resource not in told]


def demand(made: Difference) -> str:
    """What the difference demands of the version."""
    return "" if made.level is Level.NONE else f"It demands a {made.level.name.lower()} version."


def structural(change: SchemaChange, mark: Callable[[str], str] = str) -> str:
    """A change of the structure in a line; `mark` makes names and values code where that is needed."""
    name = ".".join(filter(None, (change.resource, change.field))) or "the package"
    what = f": {change.what}" if change.what and change.what != "name" else ""
    values = " → ".join(map(mark, _pair(change.old, change.new))) if _told(change) else ""
    return f"{mark(name)}{what}{f' ({values})' if values else ''}: {change.reason}"


def _told(change: SchemaChange) -> bool:
    """Whether the values of a change are short enough to be shown."""
    return bool(change.what) and all(isinstance(each, str | int | float | None) for each in (change.old, change.new))


def _short(value: Any, start: int = 0) -> str:
    text = "nothing" if value is None or value == "" else " ".join(str(value).split())
    if len(text) <= CUT:
        return text
    return f"{'…' if start else ''}{text[start : start + CUT]}{'…' if start + CUT < len(text) else ''}"


def _pair(old: Any, new: Any) -> tuple[str, str]:
    """Two values as they are shown: long ones from where they begin to differ."""
    texts = [" ".join(str(value).split()) for value in (old, new)]
    differing = (place for place, (one, other) in enumerate(zip(*texts, strict=False)) if one != other)
    start = max(0, next(differing, min(map(len, texts))) - BEFORE)
    return _short(old, start), _short(new, start)


def _named(change: RowChange) -> str:
    cells = list(change.key.values()) or [
        (old if change.op is Op.DEL else new) or "" for old, new in change.cells.values()
    ]
    return _short(" · ".join(filter(None, cells)))


def as_text(made: Difference) -> str:
    """All of a difference, a change a line."""
    lines = [f"{made.name}: {made.old} → {made.new}"]
    lines += [f"{SIGNS[change.op]} {structural(change)}" for change in structure(made)]
    for table in made.tables:
        lines.append(f"{table.resource}: {counted(table)}")
        lines += [line for change in table.rows for line in _row_lines(change)]
    lines += [f"{change.path}: {WORDS[change.op].replace('corrected', 'changed')}" for change in made.data_files]
    lines += [MEANING] if _reworded(made) else []
    return "\n".join([*lines, demand(made) or SAME])


def _row_lines(change: RowChange) -> Iterator[str]:
    if change.op is not Op.MOD:
        reason = f" ({change.reason})" if change.op is Op.DEL else ""
        yield f"  {SIGNS[change.op]} {_named(change)}{reason}"
    elif change.reason not in {MOVED, RESHAPED}:
        yield f"  ~ {_named(change)} ({change.reason})"
        for name, (old, new) in change.cells.items():
            yield f"      {name}: {' → '.join(_pair(old, new))}"


def _reworded(made: Difference) -> bool:
    return any(change.what in {"description", "title"} and change.level is Level.PATCH for change in made.schema)


def as_markdown(made: Difference) -> str:
    """A short summary, then the details, folded."""
    lines = [f"**{code(made.name)}**: {code(made.old)} → {code(made.new)}", ""]
    lines.append(demand(made) or SAME)
    if made.tables:
        lines += ["", "| Table | Added | Corrected | Removed |", "| --- | ---: | ---: | ---: |"]
        for table in made.tables:
            lines.append(
                f"| {code(table.resource.replace('|', '/'))} | {' | '.join(str(table.count(op)) for op in WORDS)} |"
            )
    if changes := structure(made):
        told = [
            f"- {SIGNS[change.op]} {structural(change, code)} (*{change.level.name.lower()}*)" for change in changes
        ]
        lines += ["", *_folded(f"Structure: {len(changes)} changes", told)]
    for table in made.tables:
        shown = [line for change in islice(_shown(table), SHOWN) for line in _markdown_rows(change)]
        left = sum(1 for _ in _shown(table)) - SHOWN
        shown += [f"- … and {left} more"] if left > 0 else []
        lines += ["", *_folded(f"{table.resource}: {counted(table)}", shown)] if shown else []
    lines += ["", f"*{MEANING}*"] if _reworded(made) else []
    return "\n".join(lines)


def _shown(table: TableChange) -> Iterator[RowChange]:
    """The rows that people look at: what follows from other rows or from the columns is left out."""
    follows = {MOVED, RECOMPUTED, RESHAPED}
    return (change for change in table.rows if change.op is not Op.MOD or change.reason not in follows)


def _markdown_rows(change: RowChange) -> Iterator[str]:
    reason = f" ({code(change.reason)})" if change.op is Op.DEL else ""
    yield f"- {SIGNS[change.op]} {code(_named(change))}{reason}"
    if change.op is Op.MOD:
        for name, (old, new) in change.cells.items():
            yield f"  - {code(name)}: {' → '.join(map(code, _pair(old, new)))}"


def _folded(summary: str, lines: list[str]) -> list[str]:
    told = summary.replace("&", "&amp;").replace("<", "&lt;")
    return [f"<details><summary>{told}</summary>", "", *lines, "", "</details>"]


def code(text: str) -> str:
    """A text as code, so that nothing in it is Markdown, HTML or a mention."""
    text = " ".join(text.split()) or " "
    fence = "`" * (max((len(run) for run in re.findall("`+", text)), default=0) + 1)
    space = " " if text[0] == "`" or text[-1] == "`" else ""
    return f"{fence}{space}{text}{space}{fence}"


FORMATS: dict[str, Callable[[Difference], str]] = {
    "text": as_text,
    "json": lambda made: as_delta(made).removesuffix("\n"),
    "markdown": as_markdown,
}
