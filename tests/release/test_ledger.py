"""Every file that belongs to a release is changed in turn, and it is told."""

import json
from collections.abc import Callable

import pytest
from repositories import Repository

from timeline.release import last_released, verify
from timeline.release.ledger import released_package
from timeline.released import HEADER, HistoryError, read_history, sha256

LOG = "releases/releases.csv"
ONE, TWO, THREE = (f"releases/0.{number}.0.delta.json" for number in (1, 2, 3))
ARCHIVE = "dist/highland-timeline-0.2.0.zip"


def replaced(old: str, new: str) -> Callable[[Repository, str], None]:
    def change(repository: Repository, name: str) -> None:
        text = repository.read(name)
        assert old in text
        repository.write(name, text.replace(old, new, 1))

    return change


def removed(repository: Repository, name: str) -> None:
    (repository.root / name).unlink()


def without_last_line(repository: Repository, name: str) -> None:
    repository.write(name, "\n".join(repository.read(name).split("\n")[:-2]) + "\n")


def one_byte_more(repository: Repository, name: str) -> None:
    (repository.root / name).write_bytes((repository.root / name).read_bytes() + b"\n")


TAMPERED: list[tuple[str, Callable[[Repository, str], None], set[str]]] = [
    (LOG, replaced("2026-10-01", "2026-09-01"), {"release-chain", "release-differs"}),
    (LOG, replaced("events=6", "events=7"), {"release-chain", "release-differs"}),
    (LOG, replaced("2026-11-03", "2026-11-04"), {"release-differs"}),
    (LOG, replaced("events=5", "events=6"), {"release-differs"}),
    (LOG, without_last_line, {"release-unknown", "release-differs"}),
    (LOG, removed, {"release-unknown", "release-differs"}),
    (ONE, replaced("East Vale road opened", "East Vale road"), {"release-altered", "release-differs"}),
    (ONE, one_byte_more, {"release-altered"}),
    (ONE, removed, {"release-missing"}),
    (TWO, replaced("Vale road ready", "Vale road closed"), {"release-altered", "release-differs", "release-unfit"}),
    (TWO, replaced('"corrected"', '"guessed"'), {"release-altered"}),
    (TWO, replaced("{", "["), {"release-altered", "release-unfit"}),
    (THREE, replaced("Told of another road.", "Told of no road."), {"release-altered"}),
    (THREE, removed, {"release-missing"}),
    (ARCHIVE, one_byte_more, {"archive-differs"}),
    (f"{ARCHIVE}.sha256", one_byte_more, {"archive-differs"}),
    ("datapackage.json", replaced("Highland archive", "Lowland archive"), {"release-differs"}),
]


@pytest.mark.parametrize(("name", "tamper", "codes"), TAMPERED)
def test_what_is_changed_is_told(
    released: Repository, name: str, tamper: Callable[[Repository, str], None], codes: set[str]
) -> None:
    tamper(released, name)
    problems = verify(released.layout)
    assert {problem.code for problem in problems} == codes
    assert any(problem.path == name or problem.path.startswith("releases/") for problem in problems)


@pytest.mark.parametrize("column", range(3, 7))
@pytest.mark.parametrize("number", range(1, 4))
def test_every_checksum_of_the_log_counts(released: Repository, number: int, column: int) -> None:
    lines = released.read(LOG).split("\n")
    cells = lines[number].split(",")
    cells[column] = sha256("another")
    lines[number] = ",".join(cells)
    released.write(LOG, "\n".join(lines))
    assert verify(released.layout)


def test_a_line_written_anew_with_its_chain_is_told_by_its_version(released: Repository) -> None:
    """Whoever mends the chain has still to mend what the versions hold."""
    lines = [line.split(",") for line in released.read(LOG).split("\n")[1:-1]]
    lines[0][2] = lines[0][2].replace("events=6", "events=7")
    before = HEADER
    for cells in lines:
        cells[6] = sha256(before)
        before = ",".join(cells)
    released.write(LOG, "\n".join([HEADER, *(",".join(cells) for cells in lines), ""]))
    assert [problem.code for problem in verify(released.layout)] == ["release-differs"]


def test_what_was_not_tampered_with_is_fine(released: Repository) -> None:
    assert verify(released.layout) == []


def test_a_repository_without_releases_has_nothing_to_prove(repository: Repository) -> None:
    assert verify(repository.layout) == []
    assert last_released(repository.layout).files == {}


def test_every_version_can_be_had(released: Repository) -> None:
    for line in read_history(released.layout):
        package = released_package(released.layout, str(line.version))
        assert (package.label, package.version) == (str(line.version), str(line.version))
        assert json.loads(package.files["datapackage.json"])["created"] == line.created
    assert last_released(released.layout).version == "0.3.0"
    assert b"now with water" not in released_package(released.layout, "0.1.0").files["README.md"]
    assert b"now with water" in released_package(released.layout, "0.2.0").files["README.md"]
    with pytest.raises(HistoryError, match=r"no version 9\.9\.9"):
        released_package(released.layout, "9.9.9")


def test_a_version_that_was_tampered_with_cannot_be_had(released: Repository) -> None:
    one_byte_more(released, TWO)
    with pytest.raises(HistoryError, match=r"0\.2\.0\.delta\.json") as raised:
        last_released(released.layout)
    assert "\n" not in str(raised.value)
    assert released_package(released.layout, "0.1.0").version == "0.1.0"
