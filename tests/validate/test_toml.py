"""source.toml and package.toml to records, and the line of each fault."""

from pathlib import Path

import pytest

from timeline.problems import Problem, catalogue
from timeline.validate.toml import key_line, read_package, read_source, read_toml

SOURCE = "datasets/contributions/one/source.toml"
PACKAGE = "datasets/package.toml"


def told(problems: list[Problem]) -> list[tuple[int, str, str, str]]:
    """Line, key, code and suggestion of each problem, told without a gap in its wording."""
    for problem in problems:
        assert problem.path == "x.toml"
        assert problem.code in catalogue()
        assert "{" not in problem.message()
    return [(each.line, each.column, each.code, each.facts.get("suggestion", "")) for each in problems]


def change(path: Path, old: str, new: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert text.count(old) == 1, f"{old!r} stands {text.count(old)} times"
    path.write_text(text.replace(old, new), encoding="utf-8", newline="\n")


def test_a_source(collection: Path) -> None:
    source, problems = read_source(collection / SOURCE, "x.toml")
    assert problems == []
    assert source is not None
    assert (source.source_id, source.lines, source.languages, source.expected_events) == ("one", 100, ("vi", "en"), 5)
    assert source.issue is None


@pytest.mark.parametrize(
    ("old", "new", "problems"),
    [
        ("lines = 100", 'lines = "100"', [(10, "lines", "key-type", "100")]),
        ("lines = 100", "lines = 100.0", [(10, "lines", "key-type", "")]),
        ("lines = 100", "lines = true", [(10, "lines", "key-type", "")]),
        ("lines = 100", "lines = 0", [(10, "lines", "integer-bad", "")]),
        ("lines = 100\n", "", [(0, "lines", "value-missing", "")]),
        ('languages = ["vi", "en"]', 'languages = "vi;en"', [(11, "languages", "key-type", '["vi", "en"]')]),
        ('languages = ["vi", "en"]', 'languages = ["vi", 5]', [(11, "languages", "key-type", "")]),
        ('languages = ["vi", "en"]', 'languages = ["vi", "vi"]', [(11, "languages", "code-form", "")]),
        ('languages = ["vi", "en"]', "languages = []", [(11, "languages", "value-missing", "")]),
        ('issued = "2026-03"', "issued = 2026-03-01", [(5, "issued", "key-type", '"2026-03-01"')]),
        ('issued = "2026-03"', 'issued = "03/2026"', [(5, "issued", "date-bad", "2026-03")]),
        (
            'issued = "2026-03"',
            'isued = "2026-03"',
            [(5, "isued", "key-unknown", "issued")],
        ),
        ("lines = 100", "lines = 100\ncolour = 5", [(11, "colour", "key-unknown", "")]),
        ("lines = 100", "lines = 100\n[lines2]\na = 1\n", []),
        ('source_id = "one"', 'source_id = "three"', [(1, "source_id", "folder-name", "")]),
        ('sha256_of = "text"', 'sha256_of = "txt"', [(9, "sha256_of", "choice-unknown", "text")]),
        ('publisher = "Highland archive"', 'publisher = ""', [(4, "publisher", "value-missing", "")]),
        ('publisher = "Highland archive"', 'publisher = " x"', [(4, "publisher", "text-space", "")]),
        ("lines = 100", "lines 100", [(10, "", "toml-broken", "")]),
        ('title_en = "Highland', 'title_en = "High\\qland', [(2, "", "toml-broken", "")]),
        ("lines = 100", "lines = 100\nlines = 100", [(11, "", "toml-broken", "")]),
    ],
)
def test_faults_of_a_source(old: str, new: str, problems: list[tuple[int, str, str, str]], collection: Path) -> None:
    path = collection / SOURCE
    change(path, old, new)
    source, found = read_source(path, "x.toml")
    assert source is None
    assert not problems or told(found) == problems
    assert found


def test_every_fault_of_a_source_is_told_at_once(collection: Path) -> None:
    path = collection / SOURCE
    change(path, "lines = 100", "lines = 'x'")
    change(path, 'issued = "2026-03"', 'issued = "2026-13"')
    change(path, "expected_events = 5", "expected_event = 5")
    assert sorted(told(read_source(path, "x.toml")[1])) == [
        (5, "issued", "date-impossible", ""),
        (10, "lines", "key-type", ""),
        (12, "expected_event", "key-unknown", "expected_events"),
    ]


@pytest.mark.parametrize(
    ("data", "problems"),
    [
        (b"", [(1, "", "file-empty", "")]),
        (b"# nothing\n", [(1, "", "file-empty", "")]),
        (b"a = 'caf\xe9'\n", [(1, "", "file-not-utf8", "")]),
        ("source_id = 'one'\n".encode("utf-16"), [(0, "", "file-utf16", "")]),
        (b"a = 1\nb = '\0'\n", [(2, "", "file-nul", "")]),
        (b"\n\na = [1,\n", [(4, "", "toml-broken", "")]),
    ],
)
def test_a_file_that_is_no_toml(data: bytes, problems: list[tuple[int, str, str, str]], collection: Path) -> None:
    path = collection / SOURCE
    path.write_bytes(data)
    source, found = read_source(path, "x.toml")
    assert (source, told(found)) == (None, problems)
    package, found = read_package(path, "x.toml")
    assert package is None
    assert found


def test_a_byte_order_mark_is_told_and_read_past(collection: Path) -> None:
    for path, read in ((collection / SOURCE, read_source), (collection / PACKAGE, read_package)):
        path.write_bytes(b"\xef\xbb\xbf" + path.read_bytes())
        record, problems = read(path, "x.toml")
        assert record is not None
        assert told(problems) == [(1, "", "file-bom", "")]


def test_crlf_is_no_fault(collection: Path) -> None:
    path = collection / SOURCE
    path.write_bytes(path.read_bytes().replace(b"\n", b"\r\n"))
    assert read_source(path, "x.toml")[1] == []
    change(path, 'issued = "2026-03"', 'issued = "03/2026"')
    assert told(read_source(path, "x.toml")[1]) == [(5, "issued", "date-bad", "2026-03")]


def test_a_file_that_is_not_there(tmp_path: Path) -> None:
    values, text, problems = read_toml(tmp_path / "x.toml", "x.toml")
    assert (values, text, told(problems)) == ({}, "", [(0, "", "file-unreadable", "")])


@pytest.mark.parametrize(
    ("key", "line"),
    [("a", 1), ("b", 2), ("c", 3), ("table", 5), ("inner", 6), ("tables", 7), ("absent", 0), ("", 0), ("a.c", 0)],
)
def test_key_line(key: str, line: int) -> None:
    assert key_line('a = 1\n"b" = 2\n  c=3\n# absent = 4\n[table]\ninner = 5\n[[tables]]\n', key) == line


def test_a_package(collection: Path) -> None:
    package, problems = read_package(collection / PACKAGE, "x.toml")
    assert problems == []
    assert package is not None
    assert package.name == "highland-timeline"
    assert package.contributors[0].path is None


@pytest.mark.parametrize(
    ("old", "new", "problems"),
    [
        ('name = "highland-timeline"', 'name = "Highland"', [(1, "name", "key-type", "")]),
        (
            'name = "highland-timeline"',
            'title_x = "x"\nname = "highland-timeline"',
            [(1, "title_x", "key-unknown", "title")],
        ),
        ('keywords = ["test"]', "keywords = []", [(6, "keywords", "key-type", "")]),
        ('keywords = ["test"]', 'keywords = "test"', [(6, "keywords", "key-type", "")]),
        ('keywords = ["test"]', 'keywords = ["test", 5]', [(6, "keywords.1", "key-type", "")]),
        ('keywords = ["test"]\n', "", [(0, "keywords", "value-missing", "")]),
        ('roles = ["creator"]', "", [(13, "contributors.0.roles", "value-missing", "")]),
        ('roles = ["creator"]', 'roles = ["creator"]\nage = 5', [(13, "contributors.0.age", "key-unknown", "")]),
        ('[[contributors]]\ntitle = "Highland archive"', 'contributors = 5\ntitle_x = "x"', []),
    ],
)
def test_faults_of_a_package(old: str, new: str, problems: list[tuple[int, str, str, str]], collection: Path) -> None:
    path = collection / PACKAGE
    change(path, old, new)
    package, found = read_package(path, "x.toml")
    assert package is None
    assert not problems or told(found) == problems
    assert found
