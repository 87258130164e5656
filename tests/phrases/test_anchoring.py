"""Which year a date without one has where the text speaks from a day of issue."""

import pytest

from timeline.phrases import Language, opening, read_dates


def days(
    text: str, language: Language = Language.VI, reference: str = "2023-09", year: str = "", day: str = ""
) -> list[str]:
    return [span.edtf for span in read_dates(text, language, reference=reference, year=year, day=day)]


@pytest.mark.parametrize(
    "text",
    [
        "Nhà truyền thống, thành lập ngày 20/9/1983, mở cửa lại. Ngày 25/8, có khách.",
        "Ngày 20/9/1983, nhà truyền thống mở cửa. Ngày 25/8, có khách.",
        "Xưởng thứ nhất hoạt động từ tháng 3/2014. Hôm 25/8, xưởng thứ hai mở cửa.",
        "Hợp đồng hết hạn ngày 31/12/2022. Ngày 25/8, hai bên gặp nhau.",
        "Theo Quyết định số 12/QĐ-UBND ngày 05/3/2020, ngày 25/8 tỉnh họp.",
        "Hai bên quen nhau từ lâu (gặp lần đầu ngày 20/9/1983) và ngày 25/8 gặp lại.",
    ],
)
def test_a_year_of_the_background_is_not_inherited(text: str) -> None:
    assert days(text)[-1] == "2023-08-25"
    assert read_dates(text, Language.VI, reference="2023-09")[-1].basis == "year_inferred"


def test_neither_is_it_in_english() -> None:
    text = "On December 22, 1992, the two towns became twins. On 5 September they met."
    assert days(text, Language.EN) == ["1992-12-22", "2023-09-05"]
    assert days("Under Decision No. 7/QD dated May 5, 2020, they met on July 4.", Language.EN)[-1] == "2023-07-04"


def test_a_history_goes_on_in_its_year() -> None:
    text = "Ngày 17/2/1979, họ gặp. Ngày 5/3/1979, họ họp. Ngày 6/3, họ đi. Ngày 16/3, họ về."
    assert days(text)[-2:] == [
        "1979-03-06",
        "1979-03-16",
    ]
    assert days("Ngày 6/3, họ đi.", year="1979") == ["1979-03-06"]


def test_without_a_date_of_issue_the_year_told_last_holds() -> None:
    assert days("Ngày 17/2/1979, họ gặp. Ngày 5/3, họ họp.", reference="") == ["1979-02-17", "1979-03-05"]


def test_the_year_of_the_news_turns_with_them() -> None:
    assert days("Ngày 28/12/2022, họ gặp. Ngày 05/01, họ họp.", reference="2023-01")[-1] == "2023-01-05"
    assert days("Ngày 05/01/2023, họ gặp. Ngày 28/12, họ họp.", reference="2023-01")[-1] == "2022-12-28"
    assert days("Tháng 12, hội chợ đã mở cửa.")[-1] == "2022-12"
    assert days("Tháng 12, hội chợ sẽ mở cửa.")[-1] == "2023-12"
    assert days("9 tháng đầu năm, xã đón khách.", reference="2024-01") == ["2023-01/2023-09"]


def test_two_likely_years_are_told_apart_from_one() -> None:
    clear, doubtful = (
        "Nhà kho thành lập ngày 20/9/1983. Ngày 25/8, họ gặp.",
        "Ngày 20/9/1983, họ gặp. Ngày 25/8, họ họp.",
    )
    assert [span.unsure for span in read_dates(clear, Language.VI, reference="2023-09")] == [False, False]
    assert [span.unsure for span in read_dates(doubtful, Language.VI, reference="2023-09")] == [False, True]


def test_same_day_may_be_told_before_the_text() -> None:
    assert days("Chiều cùng ngày, đoàn đi thăm chợ.", day="2023-08-25") == ["2023-08-25"]
    assert days("Chiều cùng ngày, đoàn đi thăm chợ.") == [""]


def test_a_sentence_opens_behind_the_one_before() -> None:
    text = "Bà B. đến thăm TP. Huế. Ngày 5/9, đoàn về."
    assert text[opening(text, text.index("5/9")) :].startswith("Ngày")
    assert opening("Đoàn do Mr. An dẫn đầu", 15) == 0
