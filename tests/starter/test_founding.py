"""`timeline init`: what a new repository holds, that it is sound, and that a refusal leaves nothing behind."""

import json
import re
import subprocess
import sys
import tempfile
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from timeline import founding
from timeline.cli import main
from timeline.founding import UnusableFolderError, found
from timeline.starter import codelist_texts, template_texts

LINK = re.compile(r"\]\(([^)#:]+)\)")
BUILT = {"datapackage.json", "datasets/events.csv", "datasets/timeline.json", "schemas/events.table-schema.json"}


def run(*arguments: object) -> Result:
    return CliRunner().invoke(main, [str(each) for each in arguments])


def files(folder: Path) -> dict[str, bytes]:
    found = {path.relative_to(folder).as_posix(): path for path in folder.rglob("*") if path.is_file()}
    return {name: path.read_bytes() for name, path in found.items()}


@pytest.fixture(scope="module")
def repository(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("new") / "cao-bang"
    assert found(folder) == len(files(folder))
    return folder


def test_it_holds_the_template_the_codelists_and_what_is_built(repository: Path) -> None:
    there = files(repository)
    codelists = {f"datasets/codelists/{name}": text.encode() for name, text in codelist_texts().items()}
    assert codelists.items() <= there.items()
    assert template_texts().keys() | BUILT <= there.keys()
    rest = there.keys() - template_texts().keys() - codelists.keys()
    assert not [
        name
        for name in rest
        if not re.match(r"datapackage\.json$|schemas/|datasets/(topics/[a-z-]+|[a-z_]+)\.(csv|json)$", name)
    ]
    for name in (
        ".gitignore",
        ".gitattributes",
        ".editorconfig",
        ".taplo.toml",
        ".github/workflows/ci.yml",
        "Makefile",
        "README.md",
    ):
        assert name in there


def test_it_is_valid_built_and_borne_out_by_its_text(repository: Path) -> None:
    assert run("--root", repository, "validate").output == "No problems.\n"
    assert run("--root", repository, "build", "--check").output == "Up to date.\n"
    assert run("--root", repository, "verify", "--texts", repository / "texts").exit_code == 0
    assert run("--root", repository, "format", "--check").exit_code == 0
    published = json.loads((repository / "datasets" / "timeline.json").read_text(encoding="utf-8"))
    assert len(published) == 2
    assert all(event["title_en"].startswith("Example: ") for event in published)
    observations = (repository / "datasets" / "observations.csv").read_text(encoding="utf-8")
    assert observations.count("\n") == 5


def test_its_example_is_checked_and_not_let_through(repository: Path, tmp_path: Path) -> None:
    text = (repository / "texts" / "example-2026-01.txt").read_bytes()
    (tmp_path / "example-2026-01.txt").write_bytes(text.replace(b"120", b"130"))
    result = run("--root", repository, "verify", "--texts", tmp_path)
    assert result.exit_code == 1
    assert "[text-changed]" in result.output


def test_without_the_example_it_is_sound_as_well(tmp_path: Path) -> None:
    folder = tmp_path / "empty"
    found(folder)
    for path in (folder / "datasets" / "contributions" / "example-2026-01").iterdir():
        path.unlink()
    (folder / "datasets" / "contributions" / "example-2026-01").rmdir()
    assert (folder / "datasets" / "contributions" / ".gitkeep").is_file(), "git would forget the folder"
    assert run("--root", folder, "build").exit_code == 0
    assert run("--root", folder, "build", "--check").exit_code == 0


def test_a_first_contribution_can_be_started_in_it(tmp_path: Path) -> None:
    folder = tmp_path / "fresh"
    found(folder)
    assert run("--root", folder, "new", "bulletin-2026-06", folder / "texts" / "example-2026-01.txt").exit_code == 0
    assert (folder / "datasets" / "contributions" / "bulletin-2026-06" / "source.toml").is_file()


def test_versions_of_it_can_be_released_and_proved(tmp_path: Path) -> None:
    folder = tmp_path / "fresh"
    found(folder)
    assert run("--root", folder, "release", "--date", "2026-02-01").output.startswith("Released 0.1.0: dist/")
    assert run("--root", folder, "diff").exit_code == 0
    observations = folder / "datasets" / "contributions" / "example-2026-01" / "observations.csv"
    lines = observations.read_text(encoding="utf-8").split("\n")
    gone = lines[1].partition(",")[0]
    observations.write_text("\n".join([lines[0], *lines[2:]]), encoding="utf-8", newline="\n")
    toml = observations.with_name("source.toml")
    kept = [line for line in toml.read_text(encoding="utf-8").split("\n") if "expected" not in line]
    toml.write_text("\n".join(kept), encoding="utf-8", newline="\n")
    result = run("--root", folder, "release", "--date", "2026-02-02")
    assert (result.exit_code, "[tombstone-missing]" in result.output) == (1, True), result.output
    with (folder / "datasets" / "tombstones.csv").open("a", encoding="utf-8", newline="") as tombstones:
        tombstones.write(f"{gone},observations,0.1.0,Told by mistake.,\n")
    assert run("--root", folder, "release", "--date", "2026-02-02").output.startswith("Released 0.2.0: dist/")
    assert run("--root", folder, "releases", "--verify").exit_code == 0
    assert run("--root", folder, "build", "--check").exit_code == 0


def test_names_come_from_the_folder_or_from_the_options(repository: Path, tmp_path: Path) -> None:
    descriptor = json.loads((repository / "datapackage.json").read_text(encoding="utf-8"))
    assert (descriptor["name"], descriptor["title"]) == ("cao-bang", "Cao Bang: dated events and statistics")
    folder = tmp_path / "other"
    title, title_vi = 'A "quoted" \\ {{name}} title', "Sự kiện “Cao Bằng” {{title.quoted}}"
    result = run("init", folder, "--name", "cb.events", "--title", title, "--title-vi", title_vi)
    assert result.exit_code == 0, result.output
    descriptor = json.loads((folder / "datapackage.json").read_text(encoding="utf-8"))
    assert (descriptor["name"], descriptor["title"]) == ("cb.events", title)
    assert descriptor["timeline:titleVi"] == title_vi
    assert tomllib.loads((folder / "datasets" / "package.toml").read_text(encoding="utf-8"))["title"] == title
    assert f"# {title}\n" in (folder / "README.md").read_text(encoding="utf-8")


def test_no_placeholder_is_left(repository: Path) -> None:
    assert any("{{name.quoted}}" in text for text in template_texts().values())
    assert not [name for name, data in files(repository).items() if re.search(rb"\{\{\w", data)]


def test_it_speaks_of_no_province() -> None:
    text = "".join(template_texts().values()).casefold()
    assert not re.search("lang.son|lạng sơn|guangxi|lsfa", text)


@pytest.mark.parametrize("page", ["README.md", "CONTRIBUTING.md"])
def test_its_pages_lead_somewhere_and_speak_both_languages(repository: Path, page: str) -> None:
    text = (repository / page).read_text(encoding="utf-8")
    assert re.search("[Ff]igures|[Ee]vents", text)
    assert re.search("Con số|Sự kiện", text)
    for target in LINK.findall(text):
        assert (repository / target).exists(), target
    makefile = (repository / "Makefile").read_text(encoding="utf-8")
    for target in re.findall(r"(?m)(?:^|`)make ([a-z-]+)", text):
        assert re.search(rf"(?m)^{target}:", makefile), target
    for command in re.findall(r"(?m)^`?timeline ([a-z]+)", text):
        assert run(command, "--help").exit_code == 0


def test_it_is_told_in_vietnamese_too(tmp_path: Path) -> None:
    made = run("init", str(tmp_path / "hà-giang"), "--lang", "vi")
    assert made.exit_code == 0
    assert re.match(r"Đã tạo .+: [0-9]+ tệp\. README.md .*\nSau đó chạy: cd .+ && make test\n$", made.output)
    again = run("init", str(tmp_path / "hà-giang"), "--lang", "vi")
    assert again.exit_code == 2
    assert "không trống (đã có" in again.output


def test_its_workflow_is_one() -> None:
    """By the schema that check-jsonschema ships."""
    pytest.importorskip("check_jsonschema", reason="NOT RUN: check-jsonschema is not installed")
    path = Path(__file__).parents[2] / "timeline" / "starter" / "template" / "dot-github" / "workflows" / "ci.yml"
    command = [sys.executable, "-m", "check_jsonschema", "--builtin-schema", "vendor.github-workflows", str(path)]
    done = subprocess.run(command, capture_output=True, text=True, encoding="utf-8", check=False)
    assert done.returncode == 0, done.stdout + done.stderr


def names_below(folder: Path) -> Iterator[str]:
    return (path.relative_to(folder).as_posix() for path in folder.rglob("*"))


@pytest.mark.parametrize("there", [[], [".git/HEAD"]])
def test_an_empty_folder_and_a_fresh_clone_will_do(
    tmp_path: Path, there: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "bac-ninh"
    folder.mkdir()
    for name in there:
        (folder / name).parent.mkdir()
        (folder / name).write_text("kept", encoding="utf-8", newline="\n")
    monkeypatch.chdir(folder)
    result = run("init", ".")
    assert result.exit_code == 0, result.output
    assert json.loads(Path("datapackage.json").read_text(encoding="utf-8"))["name"] == "bac-ninh"
    assert [Path(name).read_text(encoding="utf-8") for name in there] == ["kept"] * len(there)
    assert [name for name in names_below(tmp_path) if "timeline-init" in name or ".timeline" in name] == []
    assert run("validate").exit_code == 0


def test_its_folders_have_the_usual_mode(repository: Path) -> None:
    plain = repository.parent / "plain"
    plain.mkdir()
    assert repository.stat().st_mode == plain.stat().st_mode


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["full"], "full is not empty ('kept.txt' is there); name a new DIR"),
        (["full/kept.txt"], "kept.txt is no folder"),
        (["full/kept.txt/new"], "kept.txt is no folder"),
        (["nowhere/new"], "nowhere; name a new DIR, in a folder that is there"),
        (["..."], "'...' gives no name for the data package; write one with --name"),
        (["a" * 61], "has more than 60 characters; write one with --name"),
        (["a" * 300, "--name", "a"], "cannot be written (File name too long)"),
        (["new", "--name", "Cao Bang"], '--name: "Cao Bang" is not lower-case letters, digits and . _ -'),
        (["new", "--title", "a" * 121], "--title: the text has 121 characters"),
        (["new", "--title", "one\ntwo"], "--title: the text holds the invisible character U+000A"),
        (["new", "--title", "del\x7f"], "--title: the text holds the invisible character U+007F"),
        (["new", "--title-vi", "=SUM(A1)"], "--title-vi: a spreadsheet would run"),
        (["new", "--title", "half a \ud800"], "a name or title is no UTF-8 text"),
        ([], "Missing argument 'DIR'"),
        (["new", "--colour", "red"], "No such option"),
    ],
)
def test_what_cannot_be_is_told_in_a_line_and_leaves_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, arguments: list[str], told: str
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "full").mkdir()
    (tmp_path / "full" / "kept.txt").write_text("kept", encoding="utf-8", newline="\n")
    result = run("init", *arguments)
    assert result.exit_code == 2
    *_, last = result.output.rstrip("\n").split("\n")
    assert last.startswith("Error: ")
    assert told in last
    assert "Traceback" not in result.output
    assert sorted(names_below(tmp_path)) == ["full", "full/kept.txt"]


def test_a_second_time_changes_nothing(repository: Path) -> None:
    before = files(repository)
    assert run("init", repository).exit_code == 2
    assert files(repository) == before


@pytest.mark.parametrize("there", [False, True])
def test_where_nothing_may_be_written_it_says_so(tmp_path: Path, there: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = tmp_path / "new"
    if there:
        folder.mkdir()
    before = sorted(names_below(tmp_path))

    def refused(*_: object, **__: object) -> str:
        raise PermissionError(13, "Permission denied")  # as the system says; for root it would not

    monkeypatch.setattr(tempfile, "mkdtemp", refused)
    result = run("init", folder)
    assert result.exit_code == 2
    assert f"Error: {folder} cannot be written (Permission denied)\n" in result.output
    assert sorted(names_below(tmp_path)) == before


@pytest.mark.parametrize("there", [False, True])
@pytest.mark.parametrize("fault", [OSError(28, "No space left on device"), KeyboardInterrupt()], ids=["full", "stop"])
def test_a_run_cut_short_leaves_nothing(
    tmp_path: Path, there: bool, fault: BaseException, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "new"
    if there:
        folder.mkdir()

    def cut(_: object) -> None:
        raise fault

    monkeypatch.setattr(founding, "make", cut)
    with pytest.raises((UnusableFolderError, KeyboardInterrupt)):
        found(folder)
    assert list(names_below(tmp_path)) == (["new"] if there else [])


def test_files_already_put_are_taken_back_if_one_cannot_be(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = tmp_path / "new"
    folder.mkdir()
    rename = Path.rename

    def blocked(self: Path, target: Path) -> Path:
        if Path(target) == folder / "datasets":
            raise OSError(28, "No space left on device")
        return rename(self, target)

    monkeypatch.setattr(Path, "rename", blocked)
    with pytest.raises(UnusableFolderError, match="No space left"):
        found(folder)
    assert list(folder.iterdir()) == []
