"""The order of sources and of tellings; build/test_history.py has the rest, on whole collections."""

import polars as pl
import pytest

from timeline.sequence import LAST_WORD, NoDateError, in_order_told, issue_day, last_day


@pytest.mark.parametrize(
    ("issued", "day"),
    [
        ("2026", "2026-12-31"),
        ("2026-03", "2026-03-31"),
        ("2026-03/..", "2026-03-01"),
        ("../2026-03", "2026-03-31"),
        ("", ""),
    ],
)
def test_sources_are_ordered_by_their_last_day(issued: str, day: str) -> None:
    assert issue_day(issued) == day


@pytest.mark.parametrize(
    ("text", "day"), [("2024", "2024-12-31"), ("2024-02", "2024-02-29"), ("2024-02-03", "2024-02-03")]
)
def test_a_date_stands_for_its_last_day(text: str, day: str) -> None:
    assert last_day(text) == day


@pytest.mark.parametrize("text", ["", "2024/2025", "2024~", "202X", "today"])
def test_what_is_no_day_month_or_year_is_refused(text: str) -> None:
    with pytest.raises(NoDateError, match="write 2025-08-31, 2025-08 or 2025"):
        last_day(text)


def test_missing_cells_may_be_empty_or_null() -> None:
    """A series without periods has one last word in a table as it is built and in one as it is read."""
    cells = {"series_id": "s", "indicator": "i", "time_period": "", "base_period": "", "bound": "exact"}
    rows = [
        {**cells, "source_id": source, "issued": issued, "period_end": "", "decimals": "0", "observation_id": source}
        for source, issued in (("b", "2025-03"), ("a", "2025"))
    ]
    for frame in (pl.DataFrame(rows), pl.DataFrame(rows).with_columns(pl.all().replace("", None))):
        told = in_order_told(frame, [])
        assert told["observation_id"].to_list() == ["b", "a"]
        assert told.select(LAST_WORD)["telling"].to_list() == [False, True]
