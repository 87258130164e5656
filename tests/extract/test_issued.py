"""When a document was issued."""

import pytest

from timeline.extract.issued import issue_of, masthead, newest_month
from timeline.extract.ties import mastheads
from timeline.phrases import Language, read_dates


@pytest.mark.parametrize(
    ("text", "issued"),
    [
        ("BẢN TIN ĐỐI NGOẠI\nSố 05 - Tháng 8/2023\n", "2023-08"),
        ("BULLETIN\nIssue 3, Quarter III 2024\n", "2024-09"),
        ("Bản tin nội bộ\n(Số 12 ra ngày 27/9/2023)\n", "2023-09-27"),
        ("# Newsletter No. 18 - September 27, 2023\n", "2023-09-27"),
        ("Số 2/2024\n", "2024"),
        ("Số 9 (145) tháng 9 năm 2023\n", "2023-09"),
        ("THÔNG TIN ĐỐI NGOẠI QUÝ II/2025\n(Số liệu chốt đến ngày 24/6/2025)\n", "2025-06-24"),
        ("TIN TỨC\nGiấy phép xuất bản số 27 ngày 15/01/2021\n", ""),
        ("TIN TỨC\nGiấy phép xuất bản số 27/GP-STTTT ngày 15/01/2021\n", ""),
        ("Tháng 5/2022\nSố 03/2022\nSố tới ra ngày 15/01/2025\n", "2022-05"),
        ("MỤC LỤC\n1- Tin tháng 1/2025 ........ 2\n", ""),
        ("Họ họp ở nhà văn hóa của xã.\nBẢN TIN | THÁNG 5/2025\n" * 4, "2025-05"),
        ("Lễ hội mùa thu, tháng 8/2020. Ảnh: AN\n", ""),
        ("Đoàn đã thăm xã trong tuần qua và trao quà cho các gia đình ở ba thôn vào ngày 5/6/2020.\n", ""),
    ],
)
def test_a_masthead_tells_the_date_of_issue(text: str, issued: str) -> None:
    assert masthead(text) == issued


PAGE = "Một đoàn khách đã đến thăm làng nghề và trao đổi với các nghệ nhân về cách dệt vải.\n" * 50
LINES = [(table, word, line) for table, words in mastheads().items() for word, line in words.items()]


@pytest.mark.parametrize(("table", "word", "line"), LINES)
def test_each_word_does_what_its_table_says(table: str, word: str, line: str) -> None:
    assert word.casefold() in line.casefold()
    if table in {"number", "issued"}:  # at the foot, where a date alone is no date of issue
        assert masthead(f"{PAGE}{line}\n").startswith("2023-08")
    else:
        assert masthead(f"TIN TỨC\n{line}\n") == ""


def test_a_running_head_tells_it_too() -> None:
    assert masthead(f"{PAGE}Bản tin - Số 04/2022  3\n{PAGE}Bản tin - Số 04/2022  4\n{PAGE}") == "2022"
    assert masthead(f"{PAGE}Số 04/2022\n{PAGE}") == ""


def news(*told: str) -> str:
    return newest_month([read_dates(text, Language.VI) for text in told])


def test_news_tell_it_where_no_masthead_does() -> None:
    days = ["Ngày 5/6/2024, A.", "Ngày 7/6/2024, B.", "Ngày 20/5/2024, C.", "Ngày 21/5/2024, D."]
    assert news(*days) == "2024-06"
    assert (
        news(*days, "Hai bên hẹn gặp lại vào hội chợ ngày 30/4/2025.", "Họ sẽ đến dự lễ hội ngày 30/4/2025.")
        == "2024-06"
    )
    assert news("Năm 2024 có nhiều đoàn.") == ""
    assert issue_of("", [[]]) == ""
