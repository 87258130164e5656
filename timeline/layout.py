"""Every path below the root of a collection, named once.

The root is the folder that *is* the data package: it holds `datapackage.json`, `datasets/` and `schemas/`.
"""

from dataclasses import dataclass
from pathlib import Path, PurePosixPath

CONTRIBUTED = ("events.csv", "observations.csv", "conflicts.csv", "rejected.csv")


@dataclass(frozen=True, slots=True)
class Layout:
    """The places of one collection, from its root folder."""

    root: Path

    @property
    def datasets(self) -> Path:
        """What the package publishes, and what people contribute."""
        return self.root / "datasets"

    @property
    def package_toml(self) -> Path:
        """The hand-written facts of the descriptor: name, titles, licences, contributors."""
        return self.datasets / "package.toml"

    @property
    def codelists(self) -> Path:
        """One CSV a codelist, by hand and published as it is."""
        return self.datasets / "codelists"

    @property
    def contributions(self) -> Path:
        """One folder a source document."""
        return self.datasets / "contributions"

    @property
    def tombstones(self) -> Path:
        """The ids that were removed, by hand and published as it is."""
        return self.datasets / "tombstones.csv"

    @property
    def schemas(self) -> Path:
        """Table Schema and JSON Schema of every record kind, built."""
        return self.root / "schemas"

    @property
    def descriptor(self) -> Path:
        """The Data Package descriptor, built."""
        return self.root / "datapackage.json"

    @property
    def releases(self) -> Path:
        """The log of released versions."""
        return self.root / "releases" / "releases.csv"

    def delta(self, version: object) -> Path:
        """What a released version changed against the one before it."""
        return self.releases.with_name(f"{version}.delta.json")

    @property
    def changelog(self) -> Path:
        """What changed, for people; `timeline release` adds an entry a version."""
        return self.root / "CHANGELOG.md"

    @property
    def dist(self) -> Path:
        """Where the archives of releases are put; not in the repository."""
        return self.root / "dist"

    @property
    def scratch(self) -> Path:
        """Where builds are made aside; git-ignored and never published."""
        return self.root / ".timeline"

    def sources(self) -> list[Path]:
        """The contribution folders, in order of name; hidden ones are nobody's."""
        if not self.contributions.is_dir():
            return []
        return sorted(path for path in self.contributions.iterdir() if path.is_dir() and path.name[0] != ".")

    def relative(self, path: Path) -> str:
        """`path` below the root as a POSIX text, as problems and descriptors name it; odd bytes are shown escaped."""
        name = PurePosixPath(path.relative_to(self.root)).as_posix()
        return name.encode("utf-8", "surrogateescape").decode("utf-8", "backslashreplace")


def find_root(start: Path) -> Path | None:
    """The nearest folder from `start` upward that holds `datasets/contributions/`, or None."""
    for folder in (start, *start.parents):
        if (folder / "datasets" / "contributions").is_dir():
            return folder
    return None
