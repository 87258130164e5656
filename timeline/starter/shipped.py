"""The files that are shipped for new repositories, as they are read."""

from collections.abc import Iterator
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable

from timeline.codelists import Codelists
from timeline.columns import names
from timeline.reading import parse_rows
from timeline.records import CODELISTS

DOT = "dot-"
"""How the name of a hidden file begins in the template, where git and packagers would obey a real one."""


def codelist_texts() -> dict[str, str]:
    """File name -> text of every codelist that a new repository starts with, in the order of the lists."""
    folder = files("timeline") / "starter" / "codelists"
    shipped = [f"{kind.table}.csv" for kind in CODELISTS]
    return {name: (folder / name).read_text(encoding="utf-8") for name in shipped}


@cache
def starter_codelists() -> Codelists:
    """The same as looked up, for whoever has no collection around them."""
    texts = codelist_texts()
    lists = {}
    for kind in CODELISTS:
        name = f"{kind.table}.csv"
        rows = parse_rows(texts[name], name, names(kind), []).rows
        lists[kind.table] = {row.cells["code"]: row.cells for row in rows}
    return Codelists(lists)


def template_texts() -> dict[str, str]:
    """POSIX path below the root of a new repository -> text, for each of its files that is not a codelist or built.

    Words in `{{ }}`, without spaces, are for whoever writes the files to fill in.
    """
    return dict(_texts(files("timeline") / "starter" / "template", ""))


def _texts(folder: Traversable, above: str) -> Iterator[tuple[str, str]]:
    for entry in sorted(folder.iterdir(), key=lambda entry: entry.name):
        path = above + (f".{entry.name.removeprefix(DOT)}" if entry.name.startswith(DOT) else entry.name)
        if entry.is_dir():
            yield from _texts(entry, f"{path}/")
        else:
            yield path, entry.read_text(encoding="utf-8")
