"""`timeline validate` as a person and a machine see it: forms of the report, languages, exit codes."""

import json
from pathlib import Path
from typing import Any

import click
import pytest
from click.testing import CliRunner, Result

from timeline.cli import main
from timeline.cli.report import FORMATS
from timeline.cli.spots import as_told
from timeline.cli.validate import FORMATS as OFFERED
from timeline.problems import Lang, Problem, catalogue

EVENTS = "datasets/contributions/one/events.csv"
TWO = "datasets/contributions/two/observations.csv"
PROBLEMS = [
    Problem("file-bom").at(EVENTS, 1),
    Problem("date-bad", {"text": "Q1 2026", "suggestion": "2026-01/2026-03"}).at(EVENTS, 5, "date"),
    Problem("text-space").at(EVENTS, 5, "note"),
    Problem("file-missing", {"file": "a,b: 100%.csv"}).at("datasets/Lạng Sơn, 100%: 1.csv"),
]


def run(*arguments: str) -> Result:
    return CliRunner().invoke(main, [*arguments])


def spoil(root: Path, old: str = "2025-07-01,stated", new: str = "01/07/2025,stated") -> None:
    """Plant a bad date on line 3 of the first events."""
    path = root / EVENTS
    text = path.read_text(encoding="utf-8")
    assert text.count(old) == 1
    path.write_text(text.replace(old, new), encoding="utf-8", newline="\n")


def test_every_form_that_is_offered_is_there() -> None:
    assert tuple(FORMATS) == OFFERED


def test_text_is_a_line_a_problem_and_a_summary() -> None:
    lines = FORMATS["text"](PROBLEMS, Lang.EN, as_told).split("\n")
    assert lines[:-1] == [problem.text() for problem in PROBLEMS]
    assert lines[-1] == "4 problem(s) in 2 file(s)."
    assert FORMATS["text"](PROBLEMS, Lang.VI, as_told).endswith("4 lỗi trong 2 tệp.")
    assert FORMATS["text"]([], Lang.EN, as_told) == "No problems."


def test_json_holds_all_of_a_problem() -> None:
    told = json.loads(FORMATS["json"](PROBLEMS, Lang.EN, as_told))
    assert told["counts"] == {"date-bad": 1, "file-bom": 1, "file-missing": 1, "text-space": 1}
    assert told["problems"][1] == {
        "path": EVENTS,
        "line": 5,
        "column": "date",
        "code": "date-bad",
        "message": PROBLEMS[1].message(),
        "suggestion": "2026-01/2026-03",
    }
    assert [told["problems"][index]["line"] for index in (0, 3)] == [1, None]
    assert [problem["column"] for problem in told["problems"]] == [None, "date", "note", None]
    assert json.loads(FORMATS["json"]([], Lang.EN, as_told)) == {
        "problems": [],
        "counts": {},
        "summary": "No problems.",
    }


def test_github_annotations_escape_what_would_end_them() -> None:
    lines = FORMATS["github"](PROBLEMS, Lang.EN, as_told).split("\n")
    assert lines[1] == (f"::error file={EVENTS},line=5,title=date-bad::date: {PROBLEMS[1].message()}")
    assert lines[3].startswith("::error file=datasets/Lạng Sơn%2C 100%25%3A 1.csv,line=1,title=file-missing::")
    assert "add a,b: 100%25.csv" in lines[3]
    assert len(lines) == len(PROBLEMS) + 1
    odd = Problem("column-unknown", {"known": "a"}).at("x.csv", 1, "a\nb")
    assert len(FORMATS["github"]([odd], Lang.EN, as_told).split("\n")) == 2


def test_machines_are_told_the_place_from_where_they_stand(collection: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    spoil(collection)
    monkeypatch.chdir(collection.parent)
    lines = run("--root", "collection", "validate", "--format", "github").stdout.splitlines()
    head, _, message = lines[0].removeprefix("::error ").partition("::")
    told = dict(pair.split("=") for pair in head.split(","))
    assert told.pop("title") == "date-bad"
    assert message.startswith("date: «01/07/2025»")
    assert told["file"] == f"collection/{EVENTS}"
    text = (collection.parent / told["file"]).read_text(encoding="utf-8").split("\n")[int(told["line"]) - 1]
    assert text[int(told["col"]) - 1 :].startswith("01/07/2025,")
    log = json.loads(run("--root", "collection", "validate", "--format", "sarif").stdout)
    place = log["runs"][0]["results"][0]["locations"][0]["physicalLocation"]
    assert place["artifactLocation"]["uri"] == told["file"]
    assert place["region"] == {"startLine": int(told["line"]), "startColumn": int(told["col"])}


def check_sarif(log: dict[str, Any], count: int) -> None:
    """The shape that SARIF 2.1.0 asks for, and that code scanning reads."""
    assert set(log) == {"$schema", "version", "runs"}
    assert log["version"] == "2.1.0"
    assert log["$schema"].endswith("sarif-schema-2.1.0.json")
    (run_,) = log["runs"]
    driver = run_["tool"]["driver"]
    assert driver["name"] == "timeline"
    rules = [rule["id"] for rule in driver["rules"]]
    assert rules == sorted(set(rules))
    assert all(rule["shortDescription"]["text"] for rule in driver["rules"])
    assert len(run_["results"]) == count
    for result in run_["results"]:
        assert result["ruleId"] == rules[result["ruleIndex"]]
        assert result["level"] == "error"
        assert result["message"]["text"]
        place = result["locations"][0]["physicalLocation"]
        uri = place["artifactLocation"]["uri"]
        assert uri.isascii()
        assert not set(uri) & set(' "<>\\^`{|}'), "no URI reference"
        assert place["region"]["startLine"] >= 1


def test_sarif() -> None:
    log = json.loads(FORMATS["sarif"](PROBLEMS, Lang.EN, as_told))
    check_sarif(log, len(PROBLEMS))
    results = log["runs"][0]["results"]
    assert results[1]["message"]["text"] == f"date: {PROBLEMS[1].message()}"
    assert results[3]["locations"][0]["physicalLocation"]["artifactLocation"]["uri"].endswith("100%25%3A%201.csv")
    told = json.loads(FORMATS["sarif"](PROBLEMS, Lang.VI, as_told))["runs"][0]
    assert told["language"] == "vi"
    assert told["tool"]["driver"]["rules"][0]["shortDescription"]["text"] == catalogue()["date-bad"]["about"]["vi"]
    check_sarif(json.loads(FORMATS["sarif"]([], Lang.EN, as_told)), 0)


@pytest.mark.parametrize("form", FORMATS)
@pytest.mark.parametrize("lang", list(Lang))
def test_validate_in_every_form_and_language(form: str, lang: Lang, collection: Path) -> None:
    spoil(collection)
    result = run("--root", str(collection), "validate", "--format", form, "--lang", lang.value)
    assert result.exit_code == 1
    assert {Lang.EN: "write 2025-07-01", Lang.VI: "hãy viết 2025-07-01"}[lang] in result.stdout
    assert not result.stderr
    if form in {"json", "sarif"}:
        json.loads(result.stdout)


def test_exit_codes_of_a_valid_and_a_faulty_collection(collection: Path) -> None:
    assert run("--root", str(collection), "validate").exit_code == 0
    spoil(collection)
    result = run("--root", str(collection), "validate")
    assert result.exit_code == 1
    first, _ = result.stdout.splitlines()
    assert first.startswith(f"{EVENTS}:3: date: «01/07/2025»")
    assert first.endswith("write 2025-07-01 [date-bad]")


@pytest.mark.parametrize(
    ("path", "code"),
    [(EVENTS, 1), ("datasets/contributions/one", 1), (".", 1), (TWO, 0), ("datasets/contributions/two", 0)],
)
def test_paths_narrow_what_is_told_not_what_is_read(
    path: str, code: int, collection: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    spoil(collection)
    monkeypatch.chdir(collection)
    assert run("validate", path).exit_code == code
    assert run("--root", ".", "validate", str(collection / path)).exit_code == code
    assert run("validate", TWO, path).exit_code == code


def test_a_path_is_taken_from_where_one_stands(collection: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    spoil(collection)
    monkeypatch.chdir(collection / "datasets" / "contributions")
    assert run("validate", "one").exit_code == 1
    assert run("validate", "two").exit_code == 0
    assert run("validate", "../codelists").exit_code == 0


@pytest.mark.parametrize(
    ("path", "said"),
    [("no-such-file.csv", "there is no no-such-file.csv"), ("../outside.csv", "is outside the collection")],
)
def test_a_path_that_is_missing_or_outside_is_wrong_usage(
    path: str, said: str, collection: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (collection.parent / "outside.csv").write_text("", encoding="utf-8", newline="\n")
    monkeypatch.chdir(collection)
    result = run("validate", path)
    assert result.exit_code == 2
    assert said in result.stderr
    assert not result.stdout


def test_a_path_that_cannot_be_read_is_wrong_usage(collection: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    opened = Path.open

    def locked(path: Path, *arguments: Any, **options: Any) -> Any:
        if path.name == "events.csv":
            raise PermissionError(13, "Permission denied")
        return opened(path, *arguments, **options)

    monkeypatch.chdir(collection)
    monkeypatch.setattr(Path, "open", locked)
    result = run("validate", EVENTS)
    assert result.exit_code == 2
    assert f"{EVENTS} cannot be read" in result.stderr


@pytest.mark.parametrize(
    "arguments",
    [
        ["validate", "--format", "xml"],
        ["validate", "--lang", "fr"],
        ["validate", "--colour"],
        ["no-such-command"],
        ["--root", "no-such-folder", "validate"],
    ],
)
def test_wrong_usage_ends_with_two_and_says_so_on_standard_error(arguments: list[str]) -> None:
    result = run(*arguments)
    assert result.exit_code == 2
    assert result.stderr
    assert not result.stdout


def test_without_a_collection_the_root_is_asked_for(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    result = run("validate")
    assert result.exit_code == 2
    assert "--root" in result.stderr


def test_every_command_has_an_example_in_its_help() -> None:
    context = click.Context(main)
    assert main.list_commands(context)
    for name in main.list_commands(context):
        assert f"timeline {name}" in run(name, "--help").stdout.partition("Example")[2]
