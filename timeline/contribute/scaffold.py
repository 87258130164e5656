"""A new contribution folder: source.toml as far as the file tells it, and tables with their headers."""

import hashlib
import json
import re
import shutil
from pathlib import Path

from timeline.columns import fields
from timeline.layout import Layout
from timeline.records import Conflict, Event, Observation, Record, Rejection, Source
from timeline.vocabulary import SLUG, TextKind

TABLES: tuple[type[Record], ...] = (Event, Observation, Conflict, Rejection)
UNTOLD = {"lines": 0, "languages": ["vi", "en"], "sha256_of": TextKind.TEXT.value}
LONGEST = 60
SCHEMA = "#:schema ../../../schemas/sources.schema.json"
"""The line by which editors that read TOML (taplo, Even Better TOML) check a source.toml and explain its keys."""


class UnusableSourceError(ValueError):
    """A source_id or file that no contribution folder can be made from; the message says why."""


def start(layout: Layout, source_id: str, file: Path) -> Path:
    """Make the folder of a source, aside and then renamed, so that it is never half there.

    Args:
        layout: The collection.
        source_id: Name of the folder.
        file: The source text; it is read, not copied.

    Returns:
        The folder.

    Raises:
        UnusableSourceError: If the name is no id or taken, or the file no UTF-8 text.
    """
    folder = layout.contributions / source_id
    if not re.fullmatch(SLUG, source_id) or len(source_id) > LONGEST:
        raise UnusableSourceError(
            f"SOURCE_ID «{source_id}» is no id; write lower-case words with - between, such as lsfa-2026-03"
        )
    if folder.exists():
        raise UnusableSourceError(f"{layout.relative(folder)} exists already; choose another SOURCE_ID")
    try:
        toml = _source_toml(source_id, file)
    except UnicodeDecodeError as error:
        raise UnusableSourceError(f"{file} is no UTF-8 text; make a text file of the document first") from error
    except OSError as error:
        raise UnusableSourceError(f"{file} cannot be read ({error.strerror})") from error
    aside = layout.scratch / "new" / source_id
    shutil.rmtree(aside, ignore_errors=True)
    aside.mkdir(parents=True)
    (aside / "source.toml").write_text(toml, encoding="utf-8", newline="\n")
    for kind in TABLES:
        header = ",".join(column.name for column in fields(kind))
        (aside / f"{kind.table}.csv").write_text(header + "\n", encoding="utf-8", newline="\n")
    return aside.rename(folder)


def _source_toml(source_id: str, file: Path) -> str:
    """Every key with its description; what only a person knows is left empty."""
    data = file.read_bytes()
    text = data.decode("utf-8")
    if not text or "\0" in text:
        raise UnusableSourceError(f"{file} is empty or holds NUL characters; make a text file of the document first")
    if not file.name.isprintable() or set(file.name) & set("/\\:"):
        raise UnusableSourceError(f"the name {file.name!a} has odd characters; rename the file first")
    known = {
        **UNTOLD,
        "source_id": source_id,
        "file": file.name,
        "sha256": hashlib.sha256(data).hexdigest(),
        "lines": data.count(b"\n") + (not data.endswith(b"\n")),
    }
    lines = [SCHEMA, ""]
    for column in fields(Source):
        value = json.dumps(known.get(column.name, ""), ensure_ascii=False)
        optional = not column.required and column.name not in known
        example = f" Example: {column.example}" if column.example else ""
        lines += [f"# {column.descriptions[0]}{example}", f"{'# ' if optional else ''}{column.name} = {value}", ""]
    return "\n".join(lines)
