"""A new contribution folder: source.toml as far as the file tells it, and tables with their headers."""

import hashlib
import json
import re
import shutil
from pathlib import Path

from timeline.columns import fields
from timeline.layout import Layout
from timeline.problems import Lang, SaidError, say
from timeline.records import Conflict, Event, Observation, Record, Rejection, Source
from timeline.vocabulary import SLUG, TextKind

TABLES: tuple[type[Record], ...] = (Event, Observation, Conflict, Rejection)
UNTOLD = {"lines": 0, "languages": ["vi", "en"], "sha256_of": TextKind.TEXT.value}
LONGEST = 60
SCHEMA = "#:schema ../../../schemas/sources.schema.json"
"""The line by which editors that read TOML (taplo, Even Better TOML) check a source.toml and explain its keys."""


class UnusableSourceError(SaidError):
    """A source_id or file that no contribution folder can be made from; the message says why."""


def start(layout: Layout, source_id: str, file: Path, lang: Lang = Lang.EN) -> Path:
    """Make the folder of a source, aside and then renamed, so that it is never half there.

    Args:
        layout: The collection.
        source_id: Name of the folder.
        file: The source text; it is read, not copied.
        lang: The language in which source.toml explains its keys.

    Returns:
        The folder.

    Raises:
        UnusableSourceError: If the name is no id or taken, or the file no UTF-8 text.
    """
    check_id(source_id)
    folder = layout.contributions / source_id
    if folder.exists():
        raise UnusableSourceError("source-there", folder=layout.relative(folder))
    try:
        toml = _source_toml(source_id, file, lang)
    except UnicodeDecodeError as error:
        raise UnusableSourceError("source-no-text", file=file) from error
    except OSError as error:
        raise UnusableSourceError("source-unreadable", file=file, reason=error.strerror) from error
    aside = layout.scratch / "new" / source_id
    shutil.rmtree(aside, ignore_errors=True)
    aside.mkdir(parents=True)
    (aside / "source.toml").write_text(toml, encoding="utf-8", newline="\n")
    for kind in TABLES:
        header = ",".join(column.name for column in fields(kind))
        (aside / f"{kind.table}.csv").write_text(header + "\n", encoding="utf-8", newline="\n")
    return aside.rename(folder)


def check_id(source_id: str) -> None:
    """Make sure that a contribution folder can have this name.

    Raises:
        UnusableSourceError: If it cannot.
    """
    if not re.fullmatch(SLUG, source_id) or len(source_id) > LONGEST:
        raise UnusableSourceError("source-id-bad", name=source_id)


def _source_toml(source_id: str, file: Path, lang: Lang) -> str:
    """Every key with its description; what only a person knows is left empty."""
    data = file.read_bytes()
    text = data.decode("utf-8")
    if not text or "\0" in text:
        raise UnusableSourceError("source-empty", file=file)
    if not file.name.isprintable() or set(file.name) & set("/\\:"):
        raise UnusableSourceError("source-name-odd", name=ascii(file.name))
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
        example = f" {say('example', lang, example=column.example)}" if column.example else ""
        lines += [
            f"# {column.descriptions[list(Lang).index(lang)]}{example}",
            f"{'# ' if optional else ''}{column.name} = {value}",
            "",
        ]
    return "\n".join(lines)
