"""Background, plans and what was put off: told by verbs of no known kind beside a year or month."""

import pytest

from timeline.extract import propose
from timeline.starter import starter_codelists

ISSUED = "2031-09"
NEWS = "TWO PROVINCES TALK\n\nOn September 12, 2031, the leaders of the two provinces held talks.\n\n"
NEWS_VI = "HAI TỈNH HỘI ĐÀM\n\nNgày 12/9/2031, lãnh đạo hai tỉnh đã hội đàm.\n\n"


def told(text: str) -> list[tuple[str, str]]:
    """The dates and statuses of what is told beside the talks."""
    news = NEWS if text.isascii() else NEWS_VI
    rows = propose(f"{news}{text}\n", starter_codelists(), "x", ISSUED).events
    return [(row["date"], row["event_status"]) for row in rows if row["event_kind"] != "talks"]


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("In 2019 the old ferry was replaced.", [("2019", "occurred")]),
        ("The bond of the two hospitals goes back to 2019.", [("2019", "occurred")]),
        ("The weekly bus has run since 2019.", [("2019", "occurred")]),
        ("The plant, licensed in 2019, has been running since 2021.", [("2019", "occurred"), ("2021", "occurred")]),
        ("In the campaign of 1954 the village housed a regiment.", [("1954", "occurred")]),
        (
            "The pier, which closed on July 1, will reopen in early 2032.",
            [("2031-07-01", "occurred"), ("2032", "planned")],
        ),
        ("By the end of 2032 the road will be finished.", [("2032", "planned")]),
        ("Tuyến xe khách chạy từ năm 2019.", [("2019", "occurred")]),
        ("Năm 2019, bến phà cũ được thay bằng cầu.", [("2019", "occurred")]),
        ("Bến cảng sẽ mở lại vào đầu năm 2032.", [("2032", "planned")]),
    ],
)
def test_a_verb_beside_a_year_tells_a_happening(text: str, wanted: list[tuple[str, str]]) -> None:
    assert told(text) == wanted


@pytest.mark.parametrize(
    "text",
    [
        "Exports in 2030 reached USD3 billion.",
        "In 2030 the province received 120 delegations.",
        "Since 2029 the fund has helped to build six schools.",
        "The aim is to have 20 parks by 2040.",
        "He praised the results achieved in 2030.",
        "The two sides agreed on the content of cooperation in 2032.",
        "Four pairs of markets have been built since 2029.",
        "Kim ngạch năm 2030 đạt 3 tỷ USD.",
        "Từ năm 2029 đến nay, quỹ đã giúp xây sáu trường học.",
        "Hai bên thống nhất nội dung hợp tác năm 2032.",
    ],
)
def test_figures_and_wishes_are_no_happenings(text: str) -> None:
    assert told(text) == []


def test_what_was_signed_is_told_beside_a_plan() -> None:
    text = "Kết thúc cuộc gặp, hai bên ký bản ghi nhớ, đồng thời hẹn mở diễn đàn vào tháng 4/2032. Đoàn vui vẻ ra về."
    assert told(text) == [("2031-09-12", "occurred"), ("2032-04", "planned")]


def test_a_dated_item_of_a_list_is_a_lead_of_its_own() -> None:
    items = "- July 18, 1977: The treaty is signed. - September 2005: Air route opened. - 2012: Office set up."
    text = f"ON THIS DAY\n\n{items}"
    rows = propose(text + "\n", starter_codelists(), "x", ISSUED).events
    assert [(row["date"], row["told"]) for row in rows] == [
        ("1977-07-18", "lead"),
        ("2005-09", "lead"),
        ("2012", "lead"),
    ]


def test_an_anniversary_of_relations_counts_from_them() -> None:
    text = "The provinces met for the 30th anniversary of diplomatic relations (December 22, 1992 - December 22, 2022)."
    rows = propose(text + "\n", starter_codelists(), "x", "2022-12").events
    assert ("1992-12-22", "diplomatic-relations") in [(row["date"], row["event_kind"]) for row in rows]


def test_a_merger_that_began_to_work_is_a_merger() -> None:
    text = "On July 1, 2031, the new commune, merged from two others, came into operation."
    (row,) = propose(text + "\n", starter_codelists(), "x", ISSUED).events
    assert row["event_kind"] == "administrative-change"


def test_a_number_behind_a_letter_and_a_dash_is_no_day() -> None:
    rows = propose(
        "Trade fell because of Covid-19 - February 2030 was quiet.\n", starter_codelists(), "x", ISSUED
    ).events
    assert "2030-02-19" not in [row["date"] for row in rows]
