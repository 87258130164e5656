"""A throw-away repository that tests release, and ways to change it."""

from pathlib import Path

from timeline.build import make
from timeline.layout import Layout
from timeline.problems import Problem
from timeline.release import Outcome, Wish, release
from timeline.released import Level, Version


class Repository:
    """A copy of tests/collection with README and licence, that is changed and released."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.layout = Layout(root)
        if not (root / "README.md").exists():
            self.write("README.md", "# Highland\n\nInvented.\n")
            self.write("LICENSE-DATA", "CC BY 4.0\n")

    def read(self, name: str) -> str:
        return (self.root / name).read_bytes().decode("utf-8")

    def write(self, name: str, text: str) -> None:
        (self.root / name).parent.mkdir(parents=True, exist_ok=True)
        (self.root / name).write_bytes(text.encode("utf-8"))

    def change(self, name: str, old: str, new: str) -> None:
        """Put a text for one that stands in a file exactly once."""
        text = self.read(name)
        assert text.count(old) == 1, f"{old!r} stands {text.count(old)} times in {name}"
        self.write(name, text.replace(old, new))

    def release(self, day: str, version: str = "", level: Level | None = None) -> tuple[list[Problem], Outcome | None]:
        wanted = Version(*map(int, version.split("."))) if version else None
        return release(self.layout, Wish(day, wanted, level))

    def released(self, day: str, version: str = "", level: Level | None = None) -> str:
        """Release, which must go well; the version."""
        problems, outcome = self.release(day, version, level)
        assert [problem.text() for problem in problems] == []
        assert outcome is not None
        assert outcome.new
        return str(outcome.version)

    def refused(self, day: str, version: str = "", level: Level | None = None) -> list[str]:
        """Release, which must be refused and write nothing; the messages."""
        before = self.files()
        problems, outcome = self.release(day, version, level)
        assert outcome is None
        assert self.files() == before
        return [problem.text() for problem in problems]

    def files(self) -> dict[str, bytes]:
        """Every file but those of the scratch folder."""
        there = (path for path in self.root.rglob("*") if path.is_file() and ".timeline" not in path.parts)
        return {path.relative_to(self.root).as_posix(): path.read_bytes() for path in there}

    def build(self) -> None:
        assert make(self.layout)[0] == []


TWO = "datasets/contributions/two"
ROAD = "2026-vale-road,2026-05-20"


def correct(repository: Repository) -> None:
    """A title in other words: a value corrected."""
    repository.change(f"{TWO}/events.csv", "Vale road opened", "Vale road ready")


def add(repository: Repository) -> None:
    """A place more: a row added."""
    repository.write(
        "datasets/codelists/topics.csv", repository.read("datasets/codelists/topics.csv") + "water,Water,Nước\n"
    )


def remove(repository: Repository) -> None:
    """An event and a topic less: ids removed."""
    lines = repository.read(f"{TWO}/events.csv").split("\n")
    repository.write(f"{TWO}/events.csv", "\n".join(line for line in lines if not line.startswith(ROAD)))
    lines = repository.read("datasets/codelists/topics.csv").split("\n")
    repository.write("datasets/codelists/topics.csv", "\n".join(line for line in lines if not line.startswith("water")))


def bury(repository: Repository, version: str) -> None:
    """The rows that those removed ids need."""
    rows = (
        f"2026-vale-road,events,{version},Told of another road.,2024-east-vale-road\nwater,topics,{version},Unused.,\n"
    )
    repository.write("datasets/tombstones.csv", repository.read("datasets/tombstones.csv") + rows)
