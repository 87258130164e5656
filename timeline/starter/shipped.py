"""The files that are shipped for new repositories, as they are read."""

from functools import cache
from importlib.resources import files

from timeline.codelists import Codelists
from timeline.columns import names
from timeline.reading import parse_rows
from timeline.records import CODELISTS


def codelist_texts() -> dict[str, str]:
    """File name -> text of every codelist that a new repository starts with, in the order of the lists."""
    folder = files("timeline") / "starter" / "codelists"
    found = [f"{kind.table}.csv" for kind in CODELISTS]
    return {name: (folder / name).read_text(encoding="utf-8") for name in found}


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
