"""A workbook to fill in, empty or with what a contribution holds."""

from collections.abc import Sequence
from importlib import import_module
from pathlib import Path

from timeline.columns import fields
from timeline.contribute.scaffold import TABLES, UnusableSourceError
from timeline.contribute.sheets import INSTALL, UnusableWorkbookError
from timeline.contribute.source_toml import source_cells
from timeline.layout import Layout
from timeline.problems import Problem, in_order
from timeline.reading import Row, read_rows
from timeline.validate import read_collection
from timeline.validate.collection import HARMLESS, SOURCE_FILE
from timeline.validate.toml import read_toml


def write_template(layout: Layout, file: Path, source_id: str = "") -> list[Problem]:
    """Write the workbook.

    Args:
        layout: The collection whose codelists the drop-down lists offer.
        file: Where to; nothing may be there.
        source_id: The contribution that fills it; an empty workbook if "".

    Returns:
        What is wrong with the files of the contribution or the codelists; then nothing was written.

    Raises:
        UnusableWorkbookError: If the file is there, does not end with .xlsx or cannot be written, or the library is
            not installed.
        UnusableSourceError: If there is no such contribution.
    """
    if file.suffix.lower() != ".xlsx":
        raise UnusableWorkbookError(f"{file} does not end with .xlsx; spreadsheets know a workbook by that")
    if file.exists():
        raise UnusableWorkbookError(f"{file} exists already; name another file, or move it away")
    collection = read_collection(layout)
    unsure = {table.path for table in collection.tables if not table.source_id and not table.whole}
    problems = [problem for problem in collection.problems if problem.path in unsure]
    contents, faults = contents_of(layout, source_id) if source_id else ({}, [])
    if problems or faults:
        return in_order([*problems, *faults])
    try:
        make = import_module("timeline.contribute.workbook_writer").workbook_bytes
    except ModuleNotFoundError as error:
        raise UnusableWorkbookError(
            f"writing a workbook needs {error.name}, which is not installed; type: {INSTALL}"
        ) from error
    data: bytes = make(contents, collection.known.codelists)
    _save(data, file)
    return []


def _save(data: bytes, file: Path) -> None:
    """Write a file, beside its place and then renamed, so that it is never half there."""
    draft = file.with_name(f".{file.name}.draft")
    try:
        draft.write_bytes(data)
        draft.replace(file)
    except OSError as error:
        draft.unlink(missing_ok=True)
        raise UnusableWorkbookError(f"{file} cannot be written ({error.strerror})") from error


def contents_of(layout: Layout, source_id: str) -> tuple[dict[str, Sequence[Row]], list[Problem]]:
    """The rows of a contribution by sheet, and what is wrong with its files."""
    folder = layout.contributions / source_id
    if folder not in layout.sources():
        raise UnusableSourceError(f"there is no datasets/contributions/{source_id}; name a folder that is there")
    values, _, problems = read_toml(folder / SOURCE_FILE, layout.relative(folder / SOURCE_FILE))
    contents: dict[str, Sequence[Row]] = {"source": [Row(1, source_cells(values))]}
    for kind in TABLES:
        path = folder / f"{kind.table}.csv"
        if path.exists():
            read = read_rows(path, layout.relative(path), [column.name for column in fields(kind)])
            contents[kind.table] = read.rows
            problems += read.problems
    return contents, [problem for problem in problems if problem.code not in HARMLESS]
