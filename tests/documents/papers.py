"""PDFs for the tests: pages with columns, caption boxes, heads and feet, in a font that has Vietnamese."""

import textwrap
from collections.abc import Callable
from pathlib import Path

import font_roboto
from fpdf import FPDF

LINE, SIZE = 14, 10


class Paper:
    """An A4 page being set: places are in points from the upper left corner."""

    def __init__(self) -> None:
        self.pdf = FPDF(unit="pt", format="A4")
        self.pdf.set_auto_page_break(auto=False)
        self.pdf.add_font("R", "", font_roboto.Roboto)
        self.pdf.add_font("R", "B", font_roboto.RobotoBold)
        self.page()

    def page(self) -> None:
        self.pdf.add_page()
        self.pdf.set_font("R", "", SIZE)

    def line(self, left: float, top: float, text: str, *, size: float = SIZE, bold: bool = False) -> None:
        self.pdf.set_font("R", "B" if bold else "", size)
        self.pdf.text(left, top, text)

    def column(self, left: float, top: float, text: str, letters: int = 40) -> list[str]:
        """Set a paragraph in lines of so many letters; give its lines."""
        lines = textwrap.wrap(text, letters)
        for at, line in enumerate(lines):
            self.line(left, top + at * LINE, line)
        return lines

    def frame(self, left: float, top: float, width: float, height: float) -> None:
        self.pdf.rect(left, top, width, height)

    def save(self, path: Path) -> Path:
        self.pdf.output(str(path))
        return path


def bulletin(path: Path) -> tuple[Path, dict[str, list[str]]]:
    """A page in two languages with all its difficulties, and the lines of each of its parts."""
    paper, parts = Paper(), {}
    paper.line(60, 40, "BẢN TIN MẪU")
    parts["title"] = ["HỘI NGHỊ THỬ NGHIỆM VỀ HỢP TÁC DU LỊCH NĂM 2031"]
    paper.line(60, 90, parts["title"][0], size=15, bold=True)
    parts["left"] = paper.column(60, 130, LEFT) + paper.column(60, 130 + 9 * LINE, LEFT_END)
    parts["right"] = paper.column(320, 130, RIGHT)
    top = 130 + 16 * LINE
    paper.frame(60, top, 480, 40)
    parts["caption"] = [
        "Các đại biểu thử nghiệm chụp ảnh lưu niệm. Ảnh: VĂN MẪU/",
        "The sample delegates take a group photo. Photo: VAN MAU",
    ]
    for at, line in enumerate(parts["caption"]):
        paper.line(70, top + 16 + at * LINE, line, size=9)
    parts["below_left"] = paper.column(60, top + 80, BELOW_LEFT)
    parts["below_right"] = paper.column(320, top + 80, BELOW_RIGHT)
    paper.line(290, 815, "7")
    return paper.save(path), parts


LEFT = (
    "Ngày 05/3/2031, tại thành phố Mẫu, các đơn vị thử nghiệm đã tổ chức hội nghị bàn về hợp tác du lịch "
    "giữa hai tỉnh tưởng tượng. Tham dự có đại diện của mười hai doanh nghiệp và nhiều nhà nghiên cứu."
)
LEFT_END = "Hội nghị thống nhất mở thêm ba tuyến du lịch mới trong quý II, với tổng vốn khoảng 25,5 tỷ đồng."
RIGHT = (
    "On March 5, 2031, in the city of Mau, the test agencies held a conference on tourism cooperation between "
    "two imaginary provinces. Twelve companies and many researchers took part in it. The conference agreed to "
    "open three new routes in the second quarter, with a total capital of about 25.5 billion dong."
)
BELOW_LEFT = "Kết thúc hội nghị, hai bên ký biên bản ghi nhớ và hẹn gặp lại vào tháng 9/2031 tại thành phố Thử."
BELOW_RIGHT = "At the end the two sides signed a memorandum and agreed to meet again in September 2031 in Thu city."
Make = Callable[[Path], Path]
