"""A document is read, reviewed, proved and built: the real reading of documents, no stand-in."""

import hashlib
import re
from pathlib import Path

import pytest
from click.testing import CliRunner
from tables import read

from timeline.cli import main

TEXT = """\
# HỘI ĐỒNG KHÁNH THÀNH ĐƯỜNG THUNG LŨNG

Ngày 20/5/2026, Hội đồng Thung Lũng khánh thành tuyến đường tại Thung Lũng. Chiều dài đường đạt 12,5 km.

Năm 2025, kim ngạch thương mại của Thung Lũng đạt 41,8 tỷ USD.

Điện thoại: 0123 456 789.

# COUNCIL OPENS THE VALE ROAD

On May 20, 2026, the Vale Council opened the road in Vale. The road length came to 12.5 km.

In 2025, the trade turnover of Vale reached 41.8 billion USD.

Telephone: 0123 456 789.
"""
THREE = "datasets/contributions/three"


def run(*arguments: object) -> tuple[int, str]:
    result = CliRunner().invoke(main, [str(each) for each in arguments])
    assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
    return result.exit_code, result.output


@pytest.fixture
def text(tmp_path: Path) -> Path:
    path = tmp_path / "texts" / "three.txt"
    path.parent.mkdir()
    path.write_text(TEXT, encoding="utf-8", newline="\n")
    return path


@pytest.fixture
def root(collection: Path, text: Path) -> Path:
    """A collection with a fresh folder for the text, its source.toml filled in; the other sources are gone."""
    folder = collection / "datasets" / "contributions"
    for name in ("one", "two"):
        for path in (folder / name).iterdir():
            path.unlink()
        (folder / name).rmdir()
    assert run("--root", collection, "new", "three", text)[0] == 0
    source = collection / THREE / "source.toml"
    told = source.read_text(encoding="utf-8")
    for key, value in {
        "title_en": "Bulletin",
        "title_vi": "Bản tin",
        "publisher": "Archive",
        "issued": "2026-06",
    }.items():
        told = re.sub(rf"^{key} = .*$", f'{key} = "{value}"', told, flags=re.MULTILINE)
    source.write_text(told, encoding="utf-8", newline="\n")
    return collection


def listed(root: Path) -> list[dict[str, str]]:
    header, *rows = (line.split("\t") for line in run("--root", root, "review", "three", "--list")[1].splitlines())
    return [dict(zip(header, row, strict=True)) for row in rows]


def test_from_the_text_to_the_package(root: Path, text: Path) -> None:
    code, output = run("--root", root, "propose", "three", text)
    assert code == 0, output
    every = listed(root)
    events = [row for row in every if row["kind"] == "events" and row["time"] == "2026-05-20"]
    figures = {row["told"].split(": ")[-1]: row for row in every if row["kind"] == "observations"}
    assert len(events) == 1, "both tellings are one candidate"
    assert {"12,5 km", "41,8 tỷ USD"} <= set(figures)
    assert not any("0123" in row["told"] for row in every)
    for row in (*events, figures["12,5 km"]):
        assert (row["lines_vi"], row["lines_en"]) == ("3", "11")

    assert run("--root", root, "validate")[1].count("[candidate-undecided]") == len(every)
    titles = ("--set", "title_en=Vale road opened", "--set", "title_vi=Khánh thành đường Thung Lũng")
    keep = ("--set", "event_kind=opening", "--set", "places=vale", "--set", "actors=vale-council")
    assert run("--root", root, "review", "three", "--accept", events[0]["candidate"], *titles, *keep)[0] == 0
    for printed, changes in {
        "12,5 km": ("indicator=road-length", "measure=level", "unit_measure=km", "time_period=", "period_basis="),
        "41,8 tỷ USD": ("indicator=trade-turnover", "measure=level"),
    }.items():
        sets = [part for change in (*changes, "ref_area=vale") for part in ("--set", change)]
        code, output = run("--root", root, "review", "three", "--accept", figures[printed]["candidate"], *sets)
        assert code == 0, output
    for row in listed(root):
        assert run("--root", root, "review", "three", "--reject", row["candidate"], "--reason", "phone")[0] == 0
    assert not (root / THREE / "candidates").exists()

    assert run("--root", root, "propose", "three", text)[1].endswith("Nothing is left to decide.\n")
    assert run("--root", root, "validate") == (0, "No problems.\n")
    assert run("--root", root, "verify", "--texts", text.parent) == (0, "Every record is borne out by its source.\n")
    assert run("--root", root, "build")[0] == 0
    published = read(root / "datasets" / "observations.csv")
    assert {row["value"] for row in published} == {"12.5", "41800000000"}
    assert "candidates" not in (root / "datapackage.json").read_text(encoding="utf-8")


def test_what_is_left_out_is_named(root: Path, text: Path) -> None:
    for name in ("events.csv", "observations.csv"):
        (root / THREE / name).unlink()
    code, output = run("--root", root, "verify", "--texts", text.parent)
    assert code == 1
    assert "three.txt:3: «12,5 km»" in output
    assert "three.txt:3: «2026-05-20»" in output
    assert run("--root", root, "verify", "--texts", text.parent, "--no-coverage")[0] == 0


def test_the_same_document_gives_the_same_bytes(root: Path, text: Path, tmp_path: Path) -> None:
    for name in ("first", "second"):
        assert run("--root", root, "propose", "three", text, "--out", tmp_path / name)[0] == 0
    digests = [
        [
            hashlib.sha256((tmp_path / name / file).read_bytes()).hexdigest()
            for file in ("events.csv", "observations.csv")
        ]
        for name in ("first", "second")
    ]
    assert digests[0] == digests[1]


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("empty.txt", b""),
        ("broken.pdf", b"%PDF-1.7 nothing follows"),
        ("broken.docx", b"no zip"),
        ("odd.txt", b"\xff\xfe\x00\xd8\x00"),
        ("table.xlsx", b"PK"),
    ],
)
def test_one_line_for_what_cannot_be_read(root: Path, tmp_path: Path, name: str, data: bytes) -> None:
    path = tmp_path / name
    path.write_bytes(data)
    for options in ([], ["--out", tmp_path / "made"]):
        code, output = run("--root", root, "propose", "three", path, *options)
        assert (code, output.count("\n")) == (1, 1), output
        assert output.startswith(f"Error: {path}")
    assert not (root / THREE / "candidates").exists()
    assert not (tmp_path / "made").exists()
