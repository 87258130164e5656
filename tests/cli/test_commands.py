"""The commands as people run them: help, exit codes, a contribution from start to end, and any one cell broken."""

import csv
import io
import random
import re
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from timeline.cli import main
from timeline.cli.main import COMMANDS
from timeline.layout import Layout
from timeline.validate import Collection, read_collection, validate
from timeline.version import __version__

LINE = re.compile(r"^[^:\s]+\.(?:csv|toml):[0-9]+: [a-z_0-9]+: .+; .+ \[[a-z-]+\]$")


def run(*arguments: object) -> Result:
    return CliRunner().invoke(main, [str(each) for each in arguments])


@pytest.mark.parametrize("command", ["", *COMMANDS])
def test_every_help_has_an_example(command: str) -> None:
    result = run(*command.split(), "--help")
    assert result.exit_code == 0
    _, marker, example = result.output.partition("Example")
    assert marker
    assert re.search(rf"^ +timeline {command}", example, re.MULTILINE), example
    assert result.output == run(*command.split(), "-h").output


@pytest.mark.parametrize("command", COMMANDS)
def test_examples_name_options_that_are_there(command: str) -> None:
    text, _, examples = run(command, "--help").output.partition("Example")
    for option in re.findall(r"--[a-z]+", examples):
        assert option in text


def test_the_short_help_names_every_command() -> None:
    listed = run("--help").output
    for command, about in COMMANDS.items():
        assert re.search(rf"{command} +{re.escape(about)}", listed)


def test_version() -> None:
    assert run("--version").output == f"timeline, version {__version__}\n"


def test_zero_where_all_is_fine(collection: Path) -> None:
    assert run("--root", collection, "validate").exit_code == 0
    assert run("--root", collection, "build").exit_code == 0
    assert run("--root", collection, "build", "--check").exit_code == 0


def test_one_where_there_are_problems(collection: Path) -> None:
    assert run("--root", collection, "build", "--check").exit_code == 1
    path = collection / "datasets" / "contributions" / "one" / "events.csv"
    path.write_bytes(path.read_bytes().replace(b"occurred", b"happened", 1))
    for command in ("validate", "build"):
        result = run("--root", collection, command)
        assert result.exit_code == 1
        assert "events.csv:2: event_status: " in result.output
    assert not (collection / "datapackage.json").exists(), "nothing is written while there is a fault"


@pytest.mark.parametrize(
    "arguments",
    [
        ["invent"],
        ["validate", "--format", "html"],
        ["validate", "--lang", "fr"],
        ["validate", "nowhere.csv"],
        ["validate", "/"],
        ["format", "nowhere.csv"],
        ["verify"],
        ["verify", "--texts", "nowhere"],
        ["new", "three"],
        ["new", "three", "nowhere.txt"],
        ["new", "one", __file__],
        ["new", "Not an id", __file__],
        ["build", "--chek"],
    ],
    ids=" ".join,
)
def test_two_where_the_usage_is_wrong(collection: Path, arguments: list[str]) -> None:
    result = run("--root", collection, *arguments)
    assert result.exit_code == 2, result.output
    assert "Error: " in result.output
    assert isinstance(result.exception, SystemExit), "a traceback"


def test_two_outside_of_any_collection(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    for arguments in (["validate"], ["--root", str(tmp_path), "validate"], ["--root", "nowhere", "build"]):
        result = run(*arguments)
        assert result.exit_code == 2
        assert "no datasets/contributions in" in result.output


SAID = {
    "en": [
        "Made datasets", "Then run: timeline format", "formatted datasets", "file(s) changed.", "Built: ",
        "Up to date.",
    ],
    "vi": [
        "Đã tạo datasets", "Sau đó chạy: timeline format", "đã định dạng datasets", " tệp thay đổi.", "Đã dựng: ",
        "Không có gì thay đổi.",
    ],
}  # fmt: skip


@pytest.mark.parametrize("lang", SAID)
def test_what_commands_say_of_their_work_is_told_in_the_language(lang: str, collection: Path, tmp_path: Path) -> None:
    text = tmp_path / "text.txt"
    text.write_text("Một dòng.\n", encoding="utf-8", newline="\n")
    told = run("--root", collection, "new", "three", text, "--lang", lang).output
    toml = (collection / "datasets" / "contributions" / "three" / "source.toml").read_text(encoding="utf-8")
    assert {"en": "# Who issued the document.", "vi": "# Cơ quan phát hành tài liệu."}[lang] in toml
    again = run("--root", collection, "new", "three", text, "--lang", lang)
    assert again.exit_code == 2
    assert {"en": "exists already", "vi": "đã có; hãy chọn"}[lang] in again.output
    shutil.rmtree(collection / "datasets" / "contributions" / "three")
    events = collection / "datasets" / "contributions" / "one" / "events.csv"
    head, *rows = events.read_text(encoding="utf-8").splitlines(keepends=True)
    events.write_text(head + "".join(reversed(rows)), encoding="utf-8", newline="\n")
    for command in ("format", "build", "build"):
        told += run("--root", collection, command, "--lang", lang).output
    assert re.match("(?s)" + ".*".join(re.escape(each) for each in SAID[lang]), told), told


def test_the_root_is_found_upward(collection: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(collection / "datasets" / "contributions" / "one")
    assert run("validate").output == "No problems.\n"
    assert run("validate", "events.csv", "../two").output == "No problems.\n"


def test_paths_choose_what_is_told_not_what_is_read(collection: Path) -> None:
    folder = collection / "datasets" / "contributions"
    for source in ("one", "two"):
        path = folder / source / "events.csv"
        path.write_bytes(path.read_bytes().replace(b"occurred", b"happened", 1))
    told = run("--root", collection, "validate", folder / "two")
    assert told.exit_code == 1
    assert "contributions/two/events.csv:2" in told.output
    assert "contributions/one/" not in told.output
    assert run("--root", collection, "validate", folder / "two" / "observations.csv").exit_code == 0


def fill(path: Path, changes: dict[str, str]) -> None:
    text = path.read_text(encoding="utf-8")
    for key, value in changes.items():
        text, count = re.subn(rf"^{key} = .*$", f"{key} = {value}", text, flags=re.MULTILINE)
        assert count == 1, key
    path.write_text(text, encoding="utf-8", newline="\n")


def append(path: Path, cells: dict[str, str]) -> None:
    header = path.read_text(encoding="utf-8").split("\n")[0].split(",")
    assert set(cells) <= set(header)
    with path.open("a", encoding="utf-8", newline="") as file:
        csv.DictWriter(file, header, restval="", lineterminator="\n").writerow(cells)


def test_a_contribution_from_the_text_to_the_package(collection: Path, tmp_path: Path) -> None:
    """What CONTRIBUTING.md tells a person to do, in that order."""
    texts = tmp_path / "texts"
    texts.mkdir()
    lines = "Ngày 06/7/2026, khánh thành cầu.\nCầu dài 1,2 km.\nOn July 6, 2026, a bridge opened.\nIt is 1.2 km long.\n"
    (texts / "three.txt").write_text(lines, encoding="utf-8", newline="\n")
    made = run("--root", collection, "new", "three", texts / "three.txt")
    assert made.exit_code == 0
    assert "datasets/contributions/three" in made.output
    assert run("--root", collection, "validate").exit_code == 1

    folder = collection / "datasets" / "contributions" / "three"
    told = {"title_en": "Highland bulletin, autumn", "title_vi": "Bản tin Cao Nguyên, thu", "publisher": "Archive"}
    fill(folder / "source.toml", {key: f'"{value}"' for key, value in told.items()} | {"issued": '"2026-09"'})
    event = {"date": "2026-07-06", "event_status": "occurred", "event_kind": "opening", "told": "lead", "lines_vi": "1"}
    append(folder / "events.csv", event | {"title_en": "Bridge opened", "title_vi": "Khánh thành cầu", "lines_en": "3"})
    figure = {"indicator": "road-length", "measure": "level", "obs_value": "1.2", "unit_measure": "km"}
    evidence = {"printed_vi": "1,2 km", "line_vi": "2", "printed_en": "1.2 km", "line_en": "4"}
    append(folder / "observations.csv", {"ref_area": "vale", "subject": "2026-bridge-opened"} | figure | evidence)
    assert run("--root", collection, "validate", folder).exit_code == 1, "ids are missing"

    formatted = run("--root", collection, "format", folder)
    assert (formatted.exit_code, formatted.output.count("formatted ")) == (0, 2)
    checked = run("--root", collection, "validate")
    assert (checked.exit_code, checked.output) == (0, "No problems.\n")
    for name in ("one", "two"):
        (texts / f"{name}.txt").touch()
    assert "three" not in run("--root", collection, "verify", "--texts", texts).output
    assert run("--root", collection, "build").exit_code == 0
    published = (collection / "datasets" / "events.csv").read_text(encoding="utf-8")
    assert "2026-bridge-opened,2026-07-06" in published
    assert "three-road-length-" in (collection / "datasets" / "observations.csv").read_text(encoding="utf-8")


KINDS = ("nonsense", "invisible", "decomposed", "formula", "spaces")
BROKEN: dict[str, Callable[[str], str]] = {
    "nonsense": lambda cell: "?! no such thing",
    "invisible": lambda cell: f"{cell}\u200b",
    "decomposed": lambda cell: f"{cell}e\u0323",
    "formula": lambda cell: f"=A1+{cell}",
    "spaces": lambda cell: f"{cell}  x ",
}
FREE = {
    "note", "title_en", "title_vi", "printed", "reading", "taken", "reason_en", "reason_vi", "name_en", "name_vi",
    "definition_en", "definition_vi", "aliases_en", "aliases_vi", "words_en", "words_vi", "dimension", "system",
}  # fmt: skip
"""Columns of free text, where nonsense is a text like another."""
TOLD_AT = {"printed_vi": "obs_value", "printed_en": "obs_value"}
"""Columns whose faults may be told at another cell of the row: two that do not fit each other."""
SETTLED = ("one/observations.csv", 6, "printed_en")
"""A telling whose disagreement stands in conflicts.csv: it may read as anything."""
SAMPLE = 400


def places(root: Path) -> Iterator[tuple[Path, int, int, str]]:
    """Every cell of what is contributed by hand: file, row, column, name."""
    for path in sorted((root / "datasets").rglob("*.csv")):
        header, *rows = csv.reader(io.StringIO(path.read_text(encoding="utf-8"), newline=""))
        for row in range(len(rows)):
            yield from ((path, row, column, name) for column, name in enumerate(header))


def changed(path: Path, row: int, column: int, kind: str) -> str:
    """The text of a file with one cell broken."""
    header, *rows = csv.reader(io.StringIO(path.read_text(encoding="utf-8"), newline=""))
    rows[row][column] = BROKEN[kind](rows[row][column])
    out = io.StringIO(newline="")
    csv.writer(out, lineterminator="\n").writerows([header, *rows])
    return out.getvalue()


def is_free(path: Path, row: int, column: int, name: str) -> bool:
    """Whether nonsense in the cell is no fault."""
    return name in FREE or ("/".join(path.parts[-2:]), row, name) == SETTLED


def test_breaking_any_one_cell_is_told_in_a_clear_line_on_that_cell(collection: Path) -> None:
    sample = random.Random(2026)
    every = [(place, kind) for place in places(collection) for kind in KINDS]
    every = [(place, kind) for place, kind in every if kind != "nonsense" or not is_free(*place)]
    assert len(every) > 2_000
    for (path, row, column, name), kind in sample.sample(every, SAMPLE):
        good = path.read_bytes()
        path.write_text(changed(path, row, column, kind), encoding="utf-8", newline="\n")
        result = run("--root", collection, "validate")
        path.write_bytes(good)
        lines = result.output.splitlines()
        line = f"{path.relative_to(collection).as_posix()}:{row + 2}: "
        where = (f"{line}{name}: ", f"{line}{TOLD_AT.get(name, name)}: ")
        assert result.exit_code == 1, (where, kind)
        assert any(each.startswith(where) for each in lines), (where, kind, lines)
        assert all(LINE.match(each) for each in lines[:-1]), lines
    assert run("--root", collection, "validate").exit_code == 0


def test_emptying_a_required_cell_is_told(collection: Path) -> None:
    told: Collection = read_collection(Layout(collection))
    assert validate(told) == []
    folder = collection / "datasets" / "contributions" / "one"
    for name, columns in {
        "events.csv": ("event_id", "date", "date_basis", "event_status", "told", "title_en", "event_kind"),
        "observations.csv": ("observation_id", "indicator", "measure", "obs_value", "unit_measure", "unit_mult"),
    }.items():
        good = (folder / name).read_text(encoding="utf-8")
        for column in columns:
            header, *rows = csv.reader(io.StringIO(good, newline=""))
            rows[2][header.index(column)] = ""
            out = io.StringIO(newline="")
            csv.writer(out, lineterminator="\n").writerows([header, *rows])
            (folder / name).write_text(out.getvalue(), encoding="utf-8", newline="\n")
            result = run("--root", collection, "validate")
            assert result.exit_code == 1, (name, column)
            assert f"{name}:4: " in result.output, (name, column, result.output)
        (folder / name).write_text(good, encoding="utf-8", newline="\n")
