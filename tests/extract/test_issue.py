"""When a document was issued, as its masthead says or what it tells of."""

import pytest

from timeline.extract.readings import stated
from timeline.extract.ties import tables
from timeline.phrases import Language

PROSE = {
    Language.VI: "Ngày 12/4/2025 và ngày 20/4/2025, hai tỉnh đã hội đàm về hợp tác du lịch tại thành phố Cao Bằng.",
    Language.EN: "On April 12, 2025 and on April 20, 2025, the two provinces held talks on tourism in Cao Bang City.",
}


@pytest.mark.parametrize(
    ("language", "example"),
    [(language, example) for language in Language for example in tables(language)["mastheads"].values()],
)
def test_the_masthead_says_it(language: Language, example: str) -> None:
    found = stated(f"{example}\n\n# TIN / NEWS\n\n{PROSE[language]}\n").issued
    assert found == ("2025-06" if "II/2025" in example or "quarter" in example else "2025-05")


@pytest.mark.parametrize(
    ("language", "example"),
    [(language, example) for language in Language for example in tables(language)["planned"].values()],
)
def test_a_planned_month_is_not_that_of_issue(language: Language, example: str) -> None:
    assert "2031" in example
    assert stated(f"# TIN / NEWS\n\n{PROSE[language]}\n\n{example} {example}\n").issued == "2025-04"


def test_a_running_foot_says_it() -> None:
    foot = "BẢN TIN ĐỐI NGOẠI | THÁNG 5/2025"
    pages = "\n\n".join(f"{PROSE[Language.VI]}\n\n{page}\n\n{foot}" for page in range(2, 6))
    assert stated(f"# TIN TỨC TRONG TỈNH\n\n{pages}\n").issued == "2025-05"


@pytest.mark.parametrize(
    ("head", "issued"),
    [
        ("BẢN TIN ĐỐI NGOẠI\nSố 2/2025", "2025-04"),  # the second issue of a year is not that of February
        ("BẢN TIN ĐỐI NGOẠI\n\nGiấy phép xuất bản số 14/GP ngày 12/3/2021", "2025-04"),
        ("ĐẶC SAN 2024", ""),
        ("BẢN TIN 6 THÁNG ĐẦU NĂM 2025", "2025-06"),
        ("MỤC LỤC\n1- Tin tháng 1/2025 ........ 2", "2025-04"),
    ],
)
def test_what_is_no_month_of_issue(head: str, issued: str) -> None:
    assert stated(f"{head}\n\n# TIN TỨC TRONG TỈNH\n\n{PROSE[Language.VI]}\n").issued == issued
