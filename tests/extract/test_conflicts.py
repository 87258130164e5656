"""What the two languages tell differently is one candidate that carries the conflict; what is two stays two."""

from timeline.extract import Proposal, propose
from timeline.starter import starter_codelists

HEADS = "LÃNH ĐẠO TỈNH CAO BẰNG TIẾP ĐOÀN\n\n{vi}\n\nA LEADER OF CAO BANG RECEIVES A DELEGATION\n\n{en}\n"
VI = (
    "Ngày 12/5/2025, tại Hà Nội, lãnh đạo tỉnh Cao Bằng đã tiếp đoàn Đại sứ quán Pháp.\n\n"
    "Thỏa thuận hợp tác với thành phố Lyon đã được ký kết ngày 22/9/2014 tại Hà Nội.\n\n"
    "Từ năm 2015 đến nay, 1.950 lượt người đã được khám bệnh, tổng kinh phí 780 triệu đồng."
)
EN = (
    "On May 12, 2025, in Ha Noi, a leader of Cao Bang received a delegation of the Embassy of France.\n\n"
    "The cooperation agreement with Lyon City was signed on September 22, 2014 in Ha Noi.\n\n"
    "Since 2015, 1,950 people have been examined at a total cost of 780 million VND."
)


def proposed(vi: str = VI, en: str = EN) -> Proposal:
    return propose(HEADS.format(vi=vi, en=en), starter_codelists(), "x", "2025-05")


def signings(found: Proposal) -> list[tuple[str, str]]:
    return [(row["date"], row["conflict"]) for row in found.events if row["event_kind"] == "signing"]


def people(found: Proposal) -> list[tuple[str, str]]:
    return [(row["obs_value"], row["conflict"]) for row in found.observations if row["unit_measure"] != "VND"]


def test_what_both_languages_tell_alike_has_no_conflict() -> None:
    found = proposed()
    assert signings(found) == [("2014-09-22", "")]
    assert people(found) == [("1950", "")]


def test_a_day_told_differently_is_one_candidate_in_the_vietnamese_reading() -> None:
    found = proposed(en=EN.replace("September 22", "September 23"))
    assert signings(found) == [("2014-09-22", "date: vi 2014-09-22, en 2014-09-23")]


def test_a_figure_told_differently_beside_one_told_alike_is_one_candidate() -> None:
    found = proposed(en=EN.replace("1,950", "1,590"))
    assert people(found) == [("1950", "obs_value: vi 1.950, en 1,590")]


def test_happenings_with_other_names_stay_two() -> None:
    found = proposed(
        en=EN.replace("September 22", "September 23").replace("Lyon City", "Nice").replace("in Ha Noi.", "")
    )
    assert signings(found) == [("2014-09-22", ""), ("2014-09-23", "")]


def test_figures_without_a_shared_neighbour_or_subject_stay_two() -> None:
    found = proposed(en=EN.replace("1,950", "44").replace("780 million", "16 million"))
    assert people(found) == [("1950", ""), ("44", "")]


def test_what_has_the_day_of_a_disputed_lead_is_one_too() -> None:
    vi = VI.split("\n\n", maxsplit=1)[0] + "\n\nNhân dịp này, hai bên đã ký kết bản ghi nhớ."
    en = (
        EN.split("\n\n", maxsplit=1)[0].replace("May 12", "May 13")
        + "\n\nOn this occasion, the two sides signed a memorandum."
    )
    found = proposed(vi, en)
    assert [(row["told"], row["conflict"]) for row in found.events] == [
        ("lead", "date: vi 2025-05-12, en 2025-05-13"),
        ("mention", "date: vi 2025-05-12, en 2025-05-13"),
    ]


CHAPTERS = (
    "I. ĐẦU TƯ\n\nNăm 2021, tỉnh cấp mới 14 dự án với số vốn 186,3 triệu USD.\n\n"
    "SUMMARY: INVESTMENT\n\nIn 2021, 14 new projects were licensed with {value} million USD.\n"
)


def amounts_of_money(text: str) -> list[tuple[str, str]]:
    rows = propose(text, starter_codelists(), "x", "2021-12").observations
    return [(row["obs_value"], row["conflict"]) for row in rows if row["unit_measure"] == "USD"]


def test_digits_turned_round_in_the_summary_of_a_chapter_are_one_figure() -> None:
    assert amounts_of_money(CHAPTERS.format(value="168.3")) == [
        ("186.3", "obs_value: vi 186,3 triệu USD, en 168.3 million USD")
    ]


def test_digits_turned_round_need_no_neighbour_in_one_article() -> None:
    text = HEADS.format(vi="Năm 2024, tỉnh đón 1.087 lượt khách.", en="In 2024 the province had 1,078 visitors.")
    rows = propose(text, starter_codelists(), "x", "2025-05").observations
    assert [(row["obs_value"], row["conflict"]) for row in rows] == [("1087", "obs_value: vi 1.087, en 1,078")]
