"""Version and date of a package: those of the last release while nothing changed since then."""

from collections.abc import Sequence
from typing import Any

from timeline.build.writers import as_json
from timeline.released import NOTHING, Level, Released, sha256


def stamped(told: dict[str, Any], version: str, created: str) -> dict[str, Any]:
    """A descriptor with its version and date, in the order of the standard's own examples."""
    dated = {"version": version, "created": created} if created else {"version": version}
    kept = {key: value for key, value in told.items() if key not in {"version", "created"}}
    keys = list(kept)
    place = keys.index("description") + 1 if "description" in keys else len(keys)
    return {**{key: kept[key] for key in keys[:place]}, **dated, **{key: kept[key] for key in keys[place:]}}


def versioned(told: dict[str, Any], history: Sequence[Released]) -> dict[str, Any]:
    """A descriptor with the version that it has by the log of releases.

    Args:
        told: The descriptor, whose `created` is the newest date of issue (or not there).
        history: The log, oldest first.

    Returns:
        The last release, if that gives the descriptor released then; else the next version to come, with `-dev`.
    """
    if history:
        last = history[-1]
        same = stamped(told, str(last.version), last.created)
        if sha256(as_json(same)) == last.descriptor:
            return same
    level = Level.PATCH if history else Level.MINOR
    coming = (history[-1].version if history else NOTHING).bumped(level)
    return stamped(told, f"{coming}-dev", told.get("created", ""))
