"""What commands about versions share: the packages that a person names, versions and days as they are typed."""

import tempfile
from datetime import UTC, date, datetime
from pathlib import Path

import click

from timeline.layout import Layout
from timeline.problems import Problem
from timeline.release import (
    Difference,
    Snapshot,
    UnknownPackageError,
    core,
    difference,
    last_released,
    named_package,
    now,
)
from timeline.released import SEMVER, Level, Version, version


def compared(layout: Layout | None, old: str | None, new: str | None) -> tuple[list[Problem], Difference | None]:
    """The difference of two packages, or what is wrong with the collection around.

    Raises:
        click.UsageError: If nothing of a name is there.
        PackageError, HistoryError: If a package cannot be read.
    """
    before = _named(layout, old)
    after = _named(layout, new) if new else None
    if after is None and layout:
        with tempfile.TemporaryDirectory(prefix="timeline-") as aside:
            problems, after = now(layout, Path(aside))
        if after is None:
            return problems, None
    return [], difference(core(before), core(after)) if after else None


def _named(layout: Layout | None, text: str | None) -> Snapshot:
    if layout and text is None:
        return last_released(layout)
    try:
        return named_package(text or ".", layout)
    except UnknownPackageError as error:
        raise click.UsageError(str(error)) from error


def read_version(text: str | None) -> Version | None:
    """The version that a person typed.

    Raises:
        click.BadParameter: If it is none that can be released.
    """
    told = version(text) if text else None
    if text and told is None:
        why = "only MAJOR.MINOR.PATCH is released" if SEMVER.fullmatch(text) else "it is not SemVer, such as 0.2.0"
        raise click.BadParameter(f"{text!r}: {why}", param_hint="VERSION")
    return told


def read_level(text: str | None) -> Level | None:
    """The level of --bump."""
    return Level[text.upper()] if text else None


def read_day(text: str | None) -> str:
    """The day of a release, today (UTC) if none is given.

    Raises:
        click.BadParameter: If it is no day, YYYY-MM-DD.
    """
    try:
        day = date.fromisoformat(text) if text else datetime.now(tz=UTC).date()
    except ValueError as error:
        raise click.BadParameter(f"{text!r} is no day, such as 2026-01-31", param_hint="--date") from error
    if text and day.isoformat() != text:
        raise click.BadParameter(f"{text!r} is not written YYYY-MM-DD", param_hint="--date")
    return day.isoformat()
