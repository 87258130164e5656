"""Every word that ties happenings together, or unmakes them, does what its example says."""

from collections.abc import Mapping, Sequence

import pytest

from timeline.extract import propose
from timeline.extract.dating import stated
from timeline.extract.happenings import tellings
from timeline.extract.readings import read
from timeline.extract.ties import kinds, tables
from timeline.phrases import Language
from timeline.starter import starter_codelists

LEADS = {
    Language.VI: "HAI TỈNH KHAI MẠC HỘI NGHỊ\n\nNgày 12/5/2025, hai tỉnh đã tổ chức hội nghị về du lịch.\n\n",
    Language.EN: "TWO PROVINCES CONFER\n\nOn May 12, 2025, the two provinces held a conference on tourism.\n\n",
}
BACKGROUND: Mapping[str, Sequence[Sequence[tuple[str, str]]]] = {
    "begun": [[("2011", "")], [("2011-05", "")], [("2031", "planned")]],
    "counts": [[]],
    "moved": [[("2025-08", "planned")]],
    "cancelled": [[("2025-05", "cancelled")]],
}
entries = [
    pytest.param(language, table, word, example, id=f"{language}-{table}-{word}")
    for language in Language
    for table, words in tables(language).items()
    for word, example in words.items()
]


@pytest.mark.parametrize(("language", "table", "word", "example"), entries)
def test_entry(language: Language, table: str, word: str, example: str) -> None:
    assert word.casefold() in example.casefold()
    told = tellings(read(stated(LEADS[language] + example + "\n"), starter_codelists(), "2025-05"))
    if table in BACKGROUND:
        assert [(telling.date[:7], telling.standing) for telling in told[1:]] in BACKGROUND[table]
        return
    beside = [telling.date for telling in told if telling.basis == "inferred"]
    month = beside and any(each.kind in kinds().around for each in told if each.basis == "inferred")
    tied = {
        "ties": ["2025-05" if month and beside == ["2025-05"] else "2025-05-12"],
        "same_day": ["2025-05-12"],
        "done": ["2025-05-12"],
        "margins": ["2025-05-12"],
    }
    assert beside == tied.get(table, [])
    assert next(telling.date for telling in told if telling.lead) == "2025-05-12"
    others = [telling.kind for telling in told if telling.date[:4] != "2025" or telling.date == "2025-05-05"]
    if table in {"same_day", "done", "margins"}:
        return
    if table in {"parts", "stops", "planned", "calendars"}:
        return  # others read them
    if table in {"home", "nation"}:
        own = {Language.VI: "Cao Bằng và Cao Bằng.", Language.EN: "Cao Bang and Cao Bang."}[language]
        (row,) = propose(own + "\n\n" + example + "\n", starter_codelists(), "x", "2025-05").observations
        assert row["ref_area"] == {"home": "VN-04", "nation": "VN"}[table]
        return
    if table == "places":
        assert [each.code for telling in told for each in telling.located] == ["VN-HN"]
        return
    assert others[0:1] == (["fair"] if table == "examples" else others[0:1] if table == "meanwhile" else [])
    assert others[1:] == (["conference"] if table == "meanwhile" else [])


def test_kinds_are_codes_of_the_starter() -> None:
    known = set(starter_codelists().codes("event_kinds"))
    told = kinds()
    assert told.acts | told.vague | {told.document, told.unknown} <= known
    assert told.handed <= told.acts


@pytest.mark.parametrize(
    ("language", "headline"),
    [(language, words) for language in Language for words in tables(language)["calendars"].values()],
)
def test_what_stands_in_a_calendar_is_planned(language: Language, headline: str) -> None:
    item = {Language.VI: "- 28/5: Hội nghị về du lịch.", Language.EN: "- May 28: Conference on tourism."}[language]
    text = f"{LEADS[language]}{headline}\n\n{item}\n"
    statuses = [row["event_status"] for row in propose(text, starter_codelists(), "x", "2025-05").events]
    assert statuses == ["occurred", "planned"]


UNMARKED = {
    Language.VI: "Tỉnh thực hiện dự án nước sạch 2031-2035. Hội nghị ấy, ông nói, tiếp nối hội nghị năm 2024.",
    Language.EN: "The province has a water project of 2031-2035. That conference, he said, followed that of 2024.",
}


@pytest.mark.parametrize("language", Language)
def test_spans_and_years_without_such_words_count(language: Language) -> None:
    told = tellings(read(stated(LEADS[language] + UNMARKED[language] + "\n"), starter_codelists(), "2025-05"))
    assert [telling.date for telling in told if not telling.lead] == ["2031/2035", "2024"]


PAIRS = {
    Language.VI: "Nhân dịp kỷ niệm 25 năm Ngày của Hội (3/4/2000 - 3/4/2025), hai tỉnh đã họp.",
    Language.EN: "On the 25th anniversary of the Society's day (April 3, 2000 - April 3, 2025), the provinces met.",
}


@pytest.mark.parametrize("language", Language)
def test_dates_that_an_anniversary_counts_are_its_origin_and_itself(language: Language) -> None:
    told = tellings(read(stated(PAIRS[language] + "\n"), starter_codelists(), "2025-05"))
    assert [(telling.date, telling.kind, telling.lead) for telling in told] == [
        ("2000-04-03", "establishment", False),
        ("2025-04-03", "anniversary", False),
    ]


FIRST = {
    Language.VI: "Lễ khánh thành trường học trong chuyến thăm của đoàn - Cao Bằng, tháng 5/2024. Ảnh: VĂN AN",
    Language.EN: "Inauguration of a school during the visit of the delegation - Cao Bang, May 2024. Photo: VAN AN",
}


@pytest.mark.parametrize("language", Language)
def test_a_caption_is_of_the_act_told_first(language: Language) -> None:
    told = tellings(read(stated(FIRST[language] + "\n"), starter_codelists(), "2025-05"))
    assert [(telling.date, telling.kind) for telling in told] == [("2024-05", "inauguration")]


NAMED = {
    Language.VI: "Ngày 12/5/2025, ông Nguyễn Quốc Khánh đã hội đàm với đoàn.\n",
    Language.EN: "On May 12, 2025, the Cao Bang Trade Promotion Agency held talks with the delegation.\n",
}


@pytest.mark.parametrize("language", Language)
def test_words_in_names_are_no_acts(language: Language) -> None:
    told = tellings(read(stated(NAMED[language]), starter_codelists(), "2025-05"))
    assert [telling.kind for telling in told] == ["talks"]


COUNTED = {
    Language.VI: "Chuyến thăm chào mừng kỷ niệm 30 năm quan hệ hai tỉnh.",
    Language.EN: "The visit marks the 30th anniversary of the relations of the provinces.",
}


@pytest.mark.parametrize("language", Language)
def test_an_anniversary_with_its_number_is_of_the_year_of_the_article(language: Language) -> None:
    told = tellings(read(stated(LEADS[language] + COUNTED[language] + "\n"), starter_codelists(), "2025-05"))
    assert [(telling.date, telling.kind, telling.basis) for telling in told if not telling.lead] == [
        ("2025", "anniversary", "inferred")
    ]


AROUND = {
    Language.VI: "Trong khuôn khổ hội nghị, đoàn đã {}.",
    Language.EN: "Within the framework of the conference, {}.",
}
ACTS = [
    (Language.VI, "tham quan làng nghề", "2025-05"),
    (Language.VI, "trao quà cho học sinh", "2025-05-12"),
    (Language.EN, "the delegation visited a village", "2025-05"),
    (Language.EN, "the two sides signed an agreement", "2025-05-12"),
]


@pytest.mark.parametrize(("language", "act", "date"), ACTS)
def test_what_goes_on_around_a_happening_is_of_its_month(language: Language, act: str, date: str) -> None:
    text = LEADS[language] + AROUND[language].format(act)
    told = tellings(read(stated(text + "\n"), starter_codelists(), "2025-05"))
    assert [telling.date for telling in told if not telling.lead] == [date]


ITEMS = {
    Language.VI: "Trong khuôn khổ hội nghị, đoàn đã tham quan làng nghề; trưng bày hàng hóa; trao quà cho học sinh.",
    Language.EN: "Within the framework of the conference, there was a visit to a village; a display; a donation.",
}


@pytest.mark.parametrize("language", Language)
def test_items_of_a_list_are_of_the_day_of_its_first(language: Language) -> None:
    told = tellings(read(stated(LEADS[language] + ITEMS[language] + "\n"), starter_codelists(), "2025-05"))
    beside = [(telling.date, telling.kind) for telling in told if not telling.lead]
    assert sorted(beside) == [("2025-05", "exhibition"), ("2025-05", "visit"), ("2025-05-12", "donation")]
