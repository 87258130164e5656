"""Several files of a collection written as one."""

from collections.abc import Mapping, Sequence

from timeline import journal
from timeline.layout import Layout


def put(layout: Layout, texts: Mapping[str, str], removed: Sequence[str] = ()) -> None:
    """Write files and remove others, all or none of them, also if the machine stops in between.

    Args:
        layout: The collection, whose lock the caller holds.
        texts: Path below the root -> text.
        removed: Paths below the root; what is not there need not go.

    Raises:
        BlockedError: If a file cannot be put in its place; nothing was written or removed then.
    """
    aside = journal.fresh_aside(layout)
    for name, text in texts.items():
        path = aside / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8", newline="\n")
    journal.replace(layout, aside, list(texts), [name for name in removed if (layout.root / name).exists()])
