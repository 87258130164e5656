"""What the dates of a passage take from their article and the issue."""

from timeline.extract.dating import dated, stated


def days(text: str, issued: str) -> list[str]:
    return [span.edtf for dates in dated(stated(text), issued) for span in dates]


NEWS = """\
## Lễ hội ở xã An

Ngày 16/12/2022, xã An mở lễ hội mùa đông với nhiều trò chơi dân gian và hội chợ nông sản.

Nhà văn hóa xã, thành lập ngày 20/9/1983, đón khách trong cả hai buổi của ngày lễ hội.

Chiều cùng ngày, các đội thi kéo co; đến ngày 18/12 lễ hội bế mạc trong tiếng trống.
"""
HISTORY = """\
## Những ngày đầu tiên ở bến sông

Ngày 17/2/1979, bến sông được dựng lại bằng gỗ của các thôn trong xã và các xã lân cận.

Ngày 5/3/1979, chuyến đò đầu tiên đưa khách sang bên kia bờ, chở theo muối, vải và thư.

Ngày 6/3, bến sông đón thêm hai chuyến đò nữa và từ đó ngày nào cũng có đò chạy qua lại.
"""


def test_an_article_has_the_year_of_its_news_not_of_its_background() -> None:
    assert days(NEWS, "2023-10") == ["2022-12-16", "1983-09-20", "2022-12-16", "2022-12-18"]


def test_a_history_has_its_own_year() -> None:
    assert days(HISTORY, "2023-10") == ["1979-02-17", "1979-03-05", "1979-03-06"]


def test_days_told_one_behind_the_other_are_one_span() -> None:
    text = "Trong hai ngày 06 và 07/8/2023, hai đồn biên phòng tuần tra chung; ngày 9/8 họ gặp nhau tại trạm."
    assert days(text, "2023-10") == ["2023-08-06/2023-08-07", "2023-08-09"]
    assert days("Các đội họp vào ngày 6 và ngày 9/8/2023 tại nhà văn hóa của xã.", "2023-10") == [
        "2023-08-06",
        "2023-08-09",
    ]
