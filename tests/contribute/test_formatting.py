"""Contributed files in their one writing: nothing lost, nothing guessed, and the second time nothing to do."""

import unicodedata
from collections import Counter
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner
from tables import EVENTS, OBSERVATIONS, ONE, Cells, columns, csv_text, read

from timeline.cli import main
from timeline.contribute import format_files
from timeline.contribute.formatting import ORDER, contributed_files, format_file, kinds, slug
from timeline.layout import Layout
from timeline.records import Conflict, Event, Observation, Rejection
from timeline.records.codelist import Topic
from timeline.validate import read_collection, validate


def formatted(root: Path, name: str, data: bytes) -> list[Cells]:
    """The rows of a file after formatting it, which gives no problem."""
    (root / name).write_bytes(data)
    changed, problems = format_files(Layout(root), [name], write=True)
    assert [problem.text() for problem in problems] == []
    assert changed in ([], [name])
    return read(root / name)


def codes(root: Path) -> Counter[str]:
    return Counter(problem.code for problem in validate(read_collection(Layout(root))))


def test_a_formatted_collection_is_left_alone(collection: Path) -> None:
    format_files(Layout(collection), [], write=True)
    before = {path: path.read_bytes() for path in contributed_files(Layout(collection))}
    assert len(before) > 15
    assert format_files(Layout(collection), [], write=True) == ([], [])
    assert before == {path: path.read_bytes() for path in before}
    assert codes(collection) == {}


def test_the_repository_itself_is_formatted() -> None:
    assert format_files(Layout(Path(__file__).parents[2]), [], write=False) == ([], [])


def test_without_write_nothing_is_written(collection: Path) -> None:
    path = collection / EVENTS
    path.write_bytes(path.read_bytes().replace(b"\n", b"\r\n"))
    before = path.read_bytes()
    changed, problems = format_files(Layout(collection), [EVENTS], write=False)
    assert (changed, problems, path.read_bytes()) == ([EVENTS], [], before)
    assert not list(path.parent.glob(".*")), "no draft is left"


def test_the_usual_values_are_filled_in(collection: Path) -> None:
    cells = {"observation_id": "o", "indicator": "trade-turnover", "time_period": "2025", "obs_value": "5"}
    (row,) = formatted(collection, OBSERVATIONS, csv_text(columns(Observation), [cells]).encode())
    filled = {
        "unit_mult": "0",
        "bound": "exact",
        "obs_status": "A",
        "nature": "actual",
        "period_basis": "stated",
    }
    assert {name: text for name, text in row.items() if text} == cells | filled


def test_no_period_has_no_basis_and_what_stands_is_kept(collection: Path) -> None:
    cells = {"observation_id": "o", "unit_mult": "6", "bound": "over", "obs_status": "E", "nature": "plan"}
    (row,) = formatted(collection, OBSERVATIONS, csv_text(columns(Observation), [cells]).encode())
    assert {name: text for name, text in row.items() if text} == cells


@pytest.mark.parametrize(
    ("cells", "event"),
    [
        ({"date": "2026-02-06", "title_en": "Spring Fair 2026"}, "2026-spring-fair-2026"),
        ({"date": "2026~", "title_en": "Đồng Đăng – Tân Thanh"}, "2026-dong-dang-tan-thanh"),
        ({"date": "2026", "title_en": "Fair", "event_id": "kept"}, "kept"),
        ({"date": "2026", "title_vi": "Hội chợ"}, ""),
        ({"date": "../2026", "title_en": "Fair"}, ""),
        ({"title_en": "Fair"}, ""),
    ],
    ids=str,
)
def test_an_event_id_is_made_of_year_and_title(collection: Path, cells: Cells, event: str) -> None:
    (row,) = formatted(collection, EVENTS, csv_text(columns(Event), [{"event_kind": "fair"} | cells]).encode())
    assert row["event_id"] == event
    assert row["date_basis"] == "stated"


def test_observation_ids_follow_the_series_not_the_value_or_the_row(collection: Path) -> None:
    cells = {"indicator": "trade-turnover", "time_period": "2025", "obs_value": "5", "ref_area": "vale"}
    other = cells | {"time_period": "2024"}
    one, two = formatted(collection, OBSERVATIONS, csv_text(columns(Observation), [cells, other]).encode())
    assert one["observation_id"].startswith("one-trade-turnover-")
    assert one["observation_id"] != two["observation_id"]
    ids = {row["time_period"]: row["observation_id"] for row in (one, two)}
    again = [other | {"obs_value": "7"}, cells | {"printed_vi": "5", "line_vi": "9"}]
    rows = formatted(collection, OBSERVATIONS, csv_text(columns(Observation), again).encode())
    assert {row["time_period"]: row["observation_id"] for row in rows} == ids


def test_ids_made_here_are_valid(collection: Path) -> None:
    rows = [{**row, "observation_id": ""} for row in read(collection / OBSERVATIONS)]
    (collection / ONE / "conflicts.csv").unlink()
    formatted(collection, OBSERVATIONS, csv_text(columns(Observation), rows).encode())
    assert set(codes(collection)) <= {"tellings-differ"}, "the listed conflict is gone with its id, nothing else"


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Lạng Sơn – Đông Hưng", "lang-son-dong-hung"),
        ("  A  b--C ", "a-b-c"),
        ("word " * 30, "-".join(["word"] * 12)),
        ("x" * 90, "x" * 90),
        ("…", ""),
    ],
)
def test_slugs(text: str, words: str) -> None:
    assert slug(text) == words


MENDED: dict[str, Callable[[str], bytes]] = {
    "bom": lambda text: b"\xef\xbb\xbf" + text.encode(),
    "crlf": lambda text: text.replace("\n", "\r\n").encode(),
    "decomposed": lambda text: unicodedata.normalize("NFD", text).encode(),
    "spaces": lambda text: text.replace(",lead,", ",  lead\t,").encode(),
    "blank lines": lambda text: text.replace("\n", "\n\n").encode(),
    "empty rows": lambda text: (text + "," * 15 + "\n").encode(),
    "rows of spaces": lambda text: (text + " ," * 15 + "\n").encode(),
    "quotes": lambda text: text.replace(",lead,", ',"lead",').replace(",,", ',"",').encode(),
    "no last LF": lambda text: text.removesuffix("\n").encode(),
    "line break in a cell": lambda text: (
        text.replace("Signed on the", '"Signed\non the"', 1).replace('" first day.', ' first day."').encode()
    ),
}


@pytest.mark.parametrize("fault", MENDED)
def test_what_editors_and_spreadsheets_do_is_mended(collection: Path, fault: str) -> None:
    format_files(Layout(collection), [], write=True)
    path = collection / EVENTS
    good = path.read_bytes()
    bad = MENDED[fault](good.decode())
    assert bad != good
    formatted(collection, EVENTS, bad)
    assert path.read_bytes() == good


def test_columns_missing_or_in_another_order_are_put_right(collection: Path) -> None:
    format_files(Layout(collection), [], write=True)
    path = collection / EVENTS
    good, rows = path.read_bytes(), read(path)
    assert not any(row["in_force"] and row["note"] for row in rows[:3])
    kept = [name for name in reversed(columns(Event)) if any(row[name] for row in rows)]
    assert kept != columns(Event)
    told = csv_text(kept, [{name: row[name] for name in kept} for row in rows])
    formatted(collection, EVENTS, told.encode())
    assert path.read_bytes() == good


BROKEN = {
    "unknown column": (b"event_id,date,invented\na,2026,x\n", "column-unknown"),
    "misspelt column": (b"event_id,dates\na,2026\n", "column-unknown"),
    "repeated column": (b"event_id,date,date\na,2026,2026\n", "column-repeated"),
    "ragged": (b"event_id,date\na,2026,x\nb\n", "row-ragged"),
    "open quote": (b'event_id,date\na,"2026\n', "quote-open"),
    "semicolons here and there": (b"event_id;date;title_en\na,2026,x\n", "file-separator"),
    "not utf-8": ("event_id,date\nĐ,2026\n".encode("cp1258"), "file-not-utf8"),
    "utf-16": ("event_id,date\na,2026\n".encode("utf-16"), "file-utf16"),
    "nul": (b"event_id,date\na\x00,2026\n", "file-nul"),
    "lone cr": (b"event_id,date\ra,2026\r", "file-lone-cr"),
    "empty": (b"", "file-empty"),
}


@pytest.mark.parametrize("fault", BROKEN)
def test_a_file_that_is_no_such_table_is_told_and_left_as_it_is(collection: Path, fault: str) -> None:
    data, code = BROKEN[fault]
    path = collection / EVENTS
    path.write_bytes(data)
    changed, problems = format_files(Layout(collection), [], write=True)
    assert EVENTS not in changed
    assert path.read_bytes() == data
    assert {problem.code for problem in problems} == {code}
    assert {problem.path for problem in problems} == {EVENTS}


def test_the_command_tells_it_and_ends_with_one(collection: Path) -> None:
    (collection / EVENTS).write_bytes(BROKEN["ragged"][0])
    result = CliRunner().invoke(main, ["--root", str(collection), "format"])
    assert result.exit_code == 1
    assert f"{EVENTS}:2: " in result.output
    assert f"{EVENTS}:3: " in result.output


def test_check_names_what_would_change_and_ends_with_one(collection: Path) -> None:
    runner = CliRunner()
    assert runner.invoke(main, ["--root", str(collection), "format"]).exit_code == 0
    path = collection / EVENTS
    path.write_bytes(b"\xef\xbb\xbf" + path.read_bytes())
    before = path.read_bytes()
    result = runner.invoke(main, ["--root", str(collection), "format", "--check"])
    assert (result.exit_code, result.output) == (1, f"would format {EVENTS}\n")
    assert path.read_bytes() == before
    assert runner.invoke(main, ["--root", str(collection), "format", str(path)]).exit_code == 0
    assert runner.invoke(main, ["--root", str(collection), "format", "--check"]).exit_code == 0


def test_rows_stand_in_the_order_of_reading(collection: Path) -> None:
    dates = {"c": "2026-02", "a": "2026-02-06", "b": "2026-02-06", "d": "../2020", "e": "nonsense"}
    rows = [{"event_id": event, "date": date, "title_vi": "x"} for event, date in dates.items()]
    told = formatted(collection, EVENTS, csv_text(columns(Event), rows).encode())
    assert [row["event_id"] for row in told] == ["d", "e", "c", "a", "b"]
    lines = {"c": ("30", ""), "b": ("4", "90"), "a": ("", "5"), "d": ("", "")}
    observed = [{"observation_id": name, "line_vi": vi, "line_en": en, "note": "x"} for name, (vi, en) in lines.items()]
    told = formatted(collection, OBSERVATIONS, csv_text(columns(Observation), observed).encode())
    assert [row["observation_id"] for row in told] == ["d", "b", "a", "c"]


@pytest.mark.parametrize("line", ["9-10", "x", "²", "", "٣"])
def test_a_line_that_is_no_number_stops_nothing(collection: Path, line: str) -> None:
    rows = [{"record_id": "one-stalls", "column": "obs_value", "line": each} for each in ("12", line, "4")]
    told = formatted(collection, f"{ONE}/conflicts.csv", csv_text(columns(Conflict), rows).encode())
    assert [row["line"] for row in told] == [line, "4", "12"]


def test_codelists_keep_the_order_that_people_gave_them(collection: Path) -> None:
    name = "datasets/codelists/topics.csv"
    rows = [{"code": code, "name_en": code, "name_vi": code} for code in ("zz", "aa", "mm")]
    told = formatted(collection, name, csv_text(columns(Topic), rows, "\r\n").encode())
    assert [row["code"] for row in told] == ["zz", "aa", "mm"]


def test_only_what_is_named_is_formatted(collection: Path) -> None:
    for name in (EVENTS, OBSERVATIONS, EVENTS.replace("one", "two")):
        (collection / name).write_bytes(b"\xef\xbb\xbf" + (collection / name).read_bytes())
    changed, _ = format_files(Layout(collection), [ONE], write=True)
    assert changed == [EVENTS, OBSERVATIONS]


def test_a_file_that_is_no_contribution_has_no_kind(collection: Path) -> None:
    path = collection / "datasets" / "contributions" / "one" / "topics.csv"
    path.write_text("code\n", encoding="utf-8", newline="\n")
    text, (problem,) = format_file(Layout(collection), path)
    assert (text, problem.code) == (None, "file-unknown")
    assert path not in contributed_files(Layout(collection))


def test_every_contributed_kind_is_formatted() -> None:
    assert {Event, Observation, Conflict, Rejection} <= set(kinds().values())
    assert set(ORDER) == {Event, Observation, Conflict, Rejection}


def test_conflicting_readings_of_one_series_get_ids_of_their_own(collection: Path) -> None:
    """Two values of one series and period are two rows: the second id made has a number behind it, ids given stay."""
    path = collection / "datasets" / "contributions" / "one" / "observations.csv"
    header, row, *_ = path.read_text(encoding="utf-8").splitlines()
    bare = row.partition(",")[2]
    path.write_text("\n".join([header, f",{bare}", f",{bare}", f"mine,{bare}", ""]), encoding="utf-8", newline="\n")
    text, problems = format_file(Layout(collection), path)
    assert problems == []
    assert text is not None
    ids = [line.partition(",")[0] for line in text.splitlines()[1:]]
    first, second = sorted(text for text in ids if text != "mine")
    assert second == f"{first}-2"
    assert len(ids) == 3
