"""The log of released versions, releases/releases.csv, and what their numbers mean.

Each line holds the SHA-256 of the line before it (the first that of the header), so that no line but the last can be
changed without a trace; what the last line says is proved by rebuilding its version.
"""

import hashlib
import re
from dataclasses import dataclass
from enum import IntEnum
from typing import NamedTuple

from timeline.layout import Layout

HEADER = "version,date,counts,archive_sha256,descriptor_sha256,delta_sha256,line_before_sha256"
NUMBER = r"(?:0|[1-9][0-9]{0,8})"
VERSION = rf"{NUMBER}\.{NUMBER}\.{NUMBER}"
HASH = "[0-9a-f]{64}"
COUNTS = r"[a-z0-9._-]+=[0-9]+(?:;[a-z0-9._-]+=[0-9]+)*"
DAY = "[0-9]{4}-[0-9]{2}-[0-9]{2}"
LINE = re.compile(rf"({VERSION}),({DAY}),({COUNTS}),({HASH}),({HASH}),({HASH}),({HASH})")
PRE_RELEASE = r"(?:0|[1-9][0-9]*|[0-9]*[A-Za-z-][0-9A-Za-z-]*)"
SEMVER = re.compile(rf"{VERSION}(?:-{PRE_RELEASE}(?:\.{PRE_RELEASE})*)?(?:\+[0-9A-Za-z-]+(?:\.[0-9A-Za-z-]+)*)?")
"""https://semver.org, section "Is there a suggested regular expression"."""


class HistoryError(Exception):
    """The log of releases, or a difference kept beside it, is not what `timeline release` wrote; told in one line."""


class PackageError(Exception):
    """What was named is no data package that can be read; told in one line."""


class Level(IntEnum):
    """What a difference demands of the version, the weakest first."""

    NONE = 0
    PATCH = 1
    MINOR = 2
    MAJOR = 3


class Version(NamedTuple):
    """A released version: MAJOR.MINOR.PATCH, in the order of SemVer."""

    major: int
    minor: int
    patch: int

    def __str__(self) -> str:
        return f"{self.major}.{self.minor}.{self.patch}"

    def bumped(self, level: Level) -> "Version":
        """The next version at a level."""
        if level is Level.MAJOR:
            return Version(self.major + 1, 0, 0)
        if level is Level.MINOR:
            return Version(self.major, self.minor + 1, 0)
        return Version(self.major, self.minor, self.patch + 1)

    def demanded(self, level: Level) -> "Version":
        """The smallest version that may follow this one; before 1.0.0 what breaks is a minor version."""
        return self.bumped(min(level, Level.MINOR) if self.major == 0 else level)


NOTHING = Version(0, 0, 0)
"""What stands before the first release."""


def version(text: str) -> Version | None:
    """The released version that a text names; None if it names none (pre-releases are not released)."""
    return Version(*map(int, text.split("."))) if re.fullmatch(VERSION, text) else None


@dataclass(frozen=True, slots=True)
class Released:
    """One line of the log.

    Attributes:
        version: What was released.
        date: The day of the release, YYYY-MM-DD.
        counts: Rows by table: `events=316;observations=203`.
        archive: SHA-256 of the archive.
        descriptor: SHA-256 of its datapackage.json.
        delta: SHA-256 of releases/<version>.delta.json.
        before: SHA-256 of the line before, without its line end.
    """

    version: Version
    date: str
    counts: str
    archive: str
    descriptor: str
    delta: str
    before: str

    @property
    def line(self) -> str:
        """The line as it stands in the log, without its line end."""
        told = (self.date, self.counts, self.archive, self.descriptor, self.delta, self.before)
        return ",".join((str(self.version), *told))

    @property
    def created(self) -> str:
        """`created` of the descriptor."""
        return f"{self.date}T00:00:00Z"


def sha256(data: bytes | str) -> str:
    """The SHA-256 in hexadecimal digits; of a text, that of its UTF-8."""
    return hashlib.sha256(data.encode("utf-8") if isinstance(data, str) else data).hexdigest()


def read_history(layout: Layout) -> list[Released]:
    """The log, oldest first; [] before the first release.

    Raises:
        HistoryError: If the file is no log that `timeline release` writes. The chain is not looked at here.
    """
    name = layout.relative(layout.releases)
    try:
        text = layout.releases.read_bytes().decode("utf-8")
    except FileNotFoundError:
        return []
    except UnicodeDecodeError as error:
        raise HistoryError(f"{name} is not UTF-8; restore the file as it was committed") from error
    header, *lines = text.split("\n")
    if header != HEADER or lines[-1:] != [""]:
        raise HistoryError(
            f"{name}: the header or the last line end is not there; restore the file as it was committed"
        )
    found = [LINE.fullmatch(line) for line in lines[:-1]]
    for number, match in enumerate(found, 2):
        if match is None:
            raise HistoryError(f"{name}:{number}: not a line of the log; restore the file as it was committed")
    return [Released(Version(*map(int, match[1].split("."))), *match.groups()[1:]) for match in found if match]


def broken_links(history: list[Released]) -> list[int]:
    """The lines, counted from 1 with the header, after which the chain of hashes or the order is broken."""
    broken = []
    before = HEADER
    last = NOTHING
    for number, released in enumerate(history, 2):
        if released.before != sha256(before) or released.version <= last:
            broken.append(number - 1)
        before, last = released.line, released.version
    return broken
