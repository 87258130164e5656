"""What spreadsheets make of what is typed: read where it is certain, told with what to type where it is not."""

from datetime import datetime, time, timedelta
from typing import Any

import pytest

from timeline.columns import fields
from timeline.contribute.sheets import RawCell, letters
from timeline.contribute.workbook_cells import text_of
from timeline.problems import Problem
from timeline.records import Event, Observation

COLUMNS = {column.name: column for kind in (Event, Observation) for column in fields(kind)}
DAY = datetime(2026, 2, 6)


@pytest.mark.parametrize(
    ("kind", "value", "form", "column", "text"),
    [
        ("text", "2026-02", "@", "date", "2026-02"),
        ("text", " =1 ", "General", "note", " =1 "),
        ("text", "a_x000D_b", "@", "note", "a\rb"),
        ("number", 2026, "General", "date", "2026"),
        ("number", 2026.0, "0", "date", "2026"),
        ("number", 41710.4, "General", "obs_value", "41710.4"),
        ("number", 41710.4, "@", "obs_value", "41710.4"),
        ("number", 41710.4, "0.00", "obs_value", "41710.40"),
        ("number", 66, "0.0", "obs_value", "66.0"),
        ("number", 1234567.5, "#,##0.0", "obs_value", "1234567.5"),
        ("number", -3, "General", "obs_value", "-3"),
        ("number", 0.05, "General", "obs_value", "0.05"),
        ("number", 149, "#,##0", "line_vi", "149"),
        ("number", 123456789012345, "General", "obs_value", "123456789012345"),
        ("number", 15, "General", "printed_vi", "15"),
        ("date", DAY, "yyyy-mm-dd", "date", "2026-02-06"),
        ("date", DAY, "mm-dd-yy", "time_period", "2026-02-06"),
        ("date", DAY, '[$-42A]dd" tháng "m" năm "yyyy', "in_force", "2026-02-06"),
    ],
)
def test_what_is_certain_is_read(kind: str, value: Any, form: str, column: str, text: str) -> None:
    assert text_of(RawCell(kind, value, form), COLUMNS[column]) == text


@pytest.mark.parametrize(
    ("kind", "value", "form", "column", "suggestion"),
    [
        ("number", 0.15, "0%", "obs_value", ""),
        ("number", 0.1 + 0.2, "General", "obs_value", ""),
        ("number", 1e20, "General", "obs_value", ""),
        ("number", 1e-7, "General", "obs_value", ""),
        ("number", 1234567890123456, "General", "obs_value", ""),
        ("number", float("nan"), "General", "obs_value", ""),
        ("number", float("inf"), "General", "obs_value", ""),
        ("number", 1000, '"$"#,##0.00', "obs_value", "1000"),
        ("number", 41710.46, "0.0", "obs_value", "41710.46"),
        ("number", 41710.4, "0", "obs_value", "41710.4"),
        ("number", 1.5, "General", "printed_vi", ""),
        ("number", 6494, "#,##0", "printed_vi", ""),
        ("number", 6.0, "0.0", "printed_en", ""),
        ("date", DAY, "mmm-yy", "date", "2026-02"),
        ("date", DAY, "yyyy", "time_period", "2026"),
        ("date", DAY, "d-mmm", "date", ""),
        ("date", datetime(2026, 10, 9), "d-mmm", "lines_vi", "9-10"),
        ("date", datetime(1945, 10, 1), "mmm-yy", "lines_en", "10-45"),
        ("date", DAY, "yyyy-mm-dd", "lines_vi", ""),
        ("date", DAY, "yyyy-mm-dd", "title_en", ""),
        ("date", datetime(2026, 2, 6, 9, 30), "yyyy-mm-dd hh:mm", "date", ""),
        ("date", time(9, 30), "hh:mm", "lines_vi", ""),
        ("date", timedelta(hours=30), "[h]:mm", "lines_vi", ""),
        ("boolean", True, "General", "note", ""),
        ("formula", "=A1", "General", "note", ""),
        ("error", "#REF!", "General", "note", ""),
    ],
)
def test_what_is_not_certain_is_told(kind: str, value: Any, form: str, column: str, suggestion: str) -> None:
    problem = text_of(RawCell(kind, value, form), COLUMNS[column])
    assert isinstance(problem, Problem)
    assert problem.code == f"cell-{kind}"
    assert problem.facts.get("suggestion", "") == suggestion
    assert problem.facts["text"] in problem.message()


@pytest.mark.parametrize(("number", "name"), [(1, "A"), (26, "Z"), (27, "AA"), (52, "AZ"), (703, "AAA")])
def test_columns_are_named_as_spreadsheets_name_them(number: int, name: str) -> None:
    assert letters(number) == name
