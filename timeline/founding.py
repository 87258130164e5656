"""A new repository for another province or topic: template and codelists written and built aside, then put in place."""

import json
import re
import shutil
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from timeline.build import make
from timeline.contribute import slug
from timeline.layout import Layout
from timeline.problems import SaidError
from timeline.starter import codelist_texts, template_texts
from timeline.version import __version__

PLACEHOLDER = re.compile(r"\{\{(\w+)(\.quoted)?\}\}")
LONGEST = 60
MAY_STAND = {".git"}
"""What a folder may hold that a repository is founded in: a fresh clone is as good as an empty folder."""


class UnusableFolderError(SaidError):
    """A folder or name that no repository can be made with; the message, of one line, says why."""


def found(folder: Path, name: str = "", title: str = "", title_vi: str = "") -> int:
    """Make a new repository that passes its own `make test`: all of it, or nothing.

    Args:
        folder: Where; it is made, or is empty but for `.git`.
        name: Name of the data package; from the folder's name if "".
        title: Its title in English; from the name if "".
        title_vi: Its title in Vietnamese; from the name if "".

    Returns:
        How many files were written.

    Raises:
        UnusableFolderError: If the folder is not free or cannot be written, or a name or title is not valid.
    """
    try:
        folder = folder.resolve()
        _check_free(folder)
        facts = _facts(folder, name, title, title_vi)
        with _aside(folder) as aside:
            _write(aside, facts)
            _build(aside)
            count = sum(path.is_file() for path in aside.rglob("*"))
            _put(aside, folder)
    except UnicodeError as error:
        raise UnusableFolderError("name-no-utf8") from error
    except OSError as error:
        raise UnusableFolderError("folder-unwritable", folder=folder, reason=error.strerror or error) from error
    return count


def _check_free(folder: Path) -> None:
    """Raise UnusableFolderError unless the folder is empty, or is not there and the one above is."""
    place = folder if folder.exists() else folder.parent
    if not place.is_dir():
        raise UnusableFolderError("folder-no-folder" if place.exists() else "folder-missing", folder=place)
    if place is folder:
        there = sorted(path.name for path in folder.iterdir() if path.name not in MAY_STAND)
        if there:
            raise UnusableFolderError("folder-full", folder=folder, found=ascii(there[0]))


def _facts(folder: Path, name: str, title: str, title_vi: str) -> dict[str, str]:
    """What the placeholders of the template stand for."""
    name = name or slug(folder.name)
    if not name:
        raise UnusableFolderError("name-none", folder=ascii(folder.name))
    if len(name) > LONGEST:
        raise UnusableFolderError("name-long", start=name[:20], most=LONGEST)
    words = name.replace("-", " ").title()
    return {
        "name": name,
        "title": title or f"{words}: dated events and statistics",
        "title_vi": title_vi or f"{words}: sự kiện và số liệu theo thời gian",
        "maintainers": f"{name} maintainers",
        "version": __version__,
    }


@contextmanager
def _aside(folder: Path) -> Iterator[Path]:
    """An empty folder on the file system of `folder`, which is gone afterwards."""
    around = Path(tempfile.mkdtemp(prefix=".timeline-init-", dir=folder if folder.exists() else folder.parent))
    try:
        aside = around / "new"  # one that has the mode that the user wants new folders to have
        aside.mkdir()
        yield aside
    finally:
        shutil.rmtree(around, ignore_errors=True)


def _write(aside: Path, facts: Mapping[str, str]) -> None:
    """Write what a person would write; the rest is built from it."""

    def filled(found: re.Match[str]) -> str:
        text = facts[found[1]]
        return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007f") if found[2] else text

    layout = Layout(aside)
    codelists = {layout.relative(layout.codelists / name): text for name, text in codelist_texts().items()}
    template = {path: PLACEHOLDER.sub(filled, text) for path, text in template_texts().items()}
    for path, text in {**template, **codelists}.items():
        place = aside / path
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_text(text, encoding="utf-8", newline="\n")


def _build(aside: Path) -> None:
    """Build the package; all that can be wrong is what package.toml got from the caller.

    Raises:
        UnusableFolderError: If a name or title is not valid.
    """
    layout = Layout(aside)
    problems, _ = make(layout)
    if problems:
        option = problems[0].column.replace("_", "-")
        raise UnusableFolderError(f"--{option}: {problems[0].message()}")
    shutil.rmtree(layout.scratch)


def _put(aside: Path, folder: Path) -> None:
    """Put the files in place: by one rename, or within a folder that is there one by one, and back if one fails."""
    if not folder.exists():
        aside.rename(folder)
        return
    put: list[str] = []
    try:
        for path in sorted(aside.iterdir()):
            path.rename(folder / path.name)
            put.append(path.name)
    except BaseException:
        for name in put:
            (folder / name).rename(aside / name)
        raise
