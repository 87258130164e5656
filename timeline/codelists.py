"""Codelists as looked up: code to row, and the codes that a cell refers to."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from timeline.cells import acting
from timeline.expressions import Cells

ACTORS, SERIES = "actors", "event_series"


@dataclass(frozen=True)
class Codelists:
    """All codelists of a collection: name of the list -> code -> cells of its row."""

    lists: Mapping[str, Mapping[str, Cells]] = field(default_factory=dict)

    def codes(self, name: str) -> list[str]:
        """The codes of a list, in its order; none if there is no such list."""
        return list(self.lists.get(name, {}))

    def knows(self, name: str, code: str) -> bool:
        """Whether the list has the code."""
        return code in self.lists.get(name, {})

    def attribute(self, name: str, code: str, attribute: str) -> str:
        """A cell of a code's row; "" where list, code or cell is not there."""
        return self.lists.get(name, {}).get(code, {}).get(attribute, "")


def referred(codelist: str, column: str, text: str) -> Iterator[tuple[str, str]]:
    """The (list, code) pairs that a cell names.

    Args:
        codelist: The codelist of the column.
        column: Name of the column: `actors` and `event_series` have a grammar of their own.
        text: The cell, valid by its field rule.
    """
    if column == ACTORS:
        for part in map(acting, text.split(";")):
            yield from ((ACTORS, part.actor), ("roles", part.role))
            if part.on_behalf_of:
                yield ACTORS, part.on_behalf_of
    elif column == SERIES:
        yield codelist, text.partition(":")[0]
    else:
        yield from ((codelist, code) for code in text.split(";"))
