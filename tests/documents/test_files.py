"""The text of a file of any kind, and one clear line for what cannot be read."""

import io
import sys
import zipfile
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from docx import Document
from fpdf import FPDF

from timeline.cli import main
from timeline.documents import UnreadableError, read_text
from timeline.documents.files import READERS

SENTENCES = "Chợ phiên mở ngày 04/5/2031.\r\nThe market opened on May 4, 2031.\n"


def unreadable(path: Path) -> str:
    with pytest.raises(UnreadableError) as caught:
        read_text(path)
    told = str(caught.value)
    assert "\n" not in told
    return told


@pytest.mark.parametrize("ending", [".txt", ".md", ".TXT"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_text_comes_as_it_is_without_its_mark(tmp_path: Path, ending: str, encoding: str) -> None:
    path = tmp_path / f"a{ending}"
    path.write_bytes(SENTENCES.encode(encoding))
    assert read_text(path) == SENTENCES


def test_html_is_read_block_by_block(tmp_path: Path) -> None:
    path = tmp_path / "page.html"
    path.write_text(
        "<!DOCTYPE html><html><head><title>Không đọc</title><style>p {}</style></head><body>"
        "<script>var unseen = 1;</script><!-- unseen --><h2>Chợ <b>phiên</b></h2>"
        "<div>Lời\n   mở đầu.<p>Ngày 04/5/2031,<br>chợ mở.</p> Lời kết.</div>"
        "<ul><li>một</li><li>hai</li></ul><table><tr><th>Năm</th><td>12,5</td></tr></table></body></html>",
        encoding="utf-8", newline="",
    )  # fmt: skip
    assert read_text(path).split("\n\n") == [
        "## Chợ phiên", "Lời mở đầu.", "Ngày 04/5/2031,\nchợ mở.", "Lời kết.", "- một", "- hai", "Năm | 12,5\n",
    ]  # fmt: skip


def test_html_in_an_encoding_that_it_names(tmp_path: Path) -> None:
    path = tmp_path / "page.htm"
    path.write_bytes('<html><head><meta charset="windows-1252"></head><body><p>Café</p></body></html>'.encode("cp1252"))
    assert read_text(path) == "Café\n"
    path.write_bytes("<html><body><p>Café</p></body></html>".encode("cp1252"))
    assert "save it as UTF-8" in unreadable(path)


def word(path: Path) -> Path:
    document = Document()
    document.add_heading("Chợ phiên", 1)
    paragraph = document.add_paragraph("Ngày 04/5/2031, ")
    paragraph.add_run("chợ mở.").bold = True
    table = document.add_table(2, 2)
    for at, text in enumerate(("Năm", "Lượt", "2031", "1.250")):
        table.cell(at // 2, at % 2).text = text
    document.add_paragraph("Hết.")
    box = (
        '<w:r xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
        ' xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"><mc:AlternateContent>'
        "{0}{1}</mc:AlternateContent></w:r>"
    )
    inner = "<w:txbxContent><w:p><w:r><w:t>Trong khung.</w:t></w:r></w:p></w:txbxContent>"
    from lxml import etree

    paragraph._p.append(
        etree.fromstring(box.format(f"<mc:Choice>{inner}</mc:Choice>", f"<mc:Fallback>{inner}</mc:Fallback>"))
    )
    document.save(str(path))
    return path


def test_word_is_read_with_tables_and_text_boxes(tmp_path: Path) -> None:
    assert read_text(word(tmp_path / "a.docx")).split("\n\n") == [
        "# Chợ phiên", "Ngày 04/5/2031, chợ mở.", "Trong khung.", "Năm | Lượt", "2031 | 1.250", "Hết.\n",
    ]  # fmt: skip


def test_a_table_used_for_layout_is_read_cell_by_cell(tmp_path: Path) -> None:
    document = Document()
    table = document.add_table(1, 2)
    left = "Một đoạn văn dài hơn sáu mươi chữ cái thì không phải là một ô của bảng số liệu nào cả."
    right = "A paragraph of more than sixty letters is no cell of a table of figures at all, surely."
    table.cell(0, 0).text, table.cell(0, 1).text = left, right
    document.save(str(tmp_path / "a.docx"))
    assert read_text(tmp_path / "a.docx") == f"{left}\n\n{right}\n"


def bomb(path: Path) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("word/document.xml", b"<w>" + b"0" * 60_000_000)
    return path


def locked(path: Path) -> Path:
    pdf = FPDF()
    pdf.add_page()
    pdf.set_encryption(owner_password="a", user_password="b")
    pdf.output(str(path))
    return path


def scan(path: Path) -> Path:
    pdf = FPDF()
    for _ in range(3):
        pdf.add_page()
        pdf.rect(20, 20, 100, 100, style="F")
    pdf.output(str(path))
    return path


def written(path: Path, data: bytes) -> Path:
    path.write_bytes(data)
    return path


def cut(path: Path) -> Path:
    data = word(path).read_bytes()
    path.write_bytes(data[: len(data) // 2])
    return path


def bad_files(folder: Path) -> dict[str, tuple[Path, str]]:
    """What is wrong -> the file, and what the line must say."""
    (folder / "folder.pdf").mkdir()
    tcvn3 = "§oµn c«ng t¸c cña tØnh ®· ®Õn th¨m vµ lµm viÖc t¹i ®©y. " * 20
    return {
        "missing": (folder / "missing.pdf", "there is no"),
        "folder": (folder / "folder.pdf", "is a folder"),
        "ending": (written(folder / "a.xls", b"a"), "files that end with «.xls»"),
        "empty": (written(folder / "empty.txt", b""), "is empty"),
        "blank": (written(folder / "blank.docx", b" \n "), "is empty"),
        "encoding": (written(folder / "old.txt", b"fine\nC\xe9ng h\xdfa\n"), "line 2 is not UTF-8"),
        "half": (written(folder / "half.txt", b"\xff\xfea\x00b"), "damaged"),
        "binary": (written(folder / "binary.txt", b"a\0b"), "zero bytes"),
        "tcvn3": (written(folder / "tcvn3.txt", tcvn3.encode()), "TCVN3"),
        "vni": (written(folder / "vni.txt", ("Coäng hoøa xaõ hoäi chuû nghóa " * 20).encode()), "VNI"),
        "no page": (
            written(folder / "a.html", b"<html><body><p> </p><script>unseen</script></body></html>"),
            "no text in it",
        ),
        "no Word": (written(folder / "b.docx", b"no archive"), "no Word document"),
        "old Word": (written(folder / "c.docx", b"\xd0\xcf\x11\xe0 old"), "without one"),
        "cut Word": (cut(folder / "d.docx"), "damaged"),
        "bomb": (bomb(folder / "e.docx"), "unpacks to"),
        "no PDF": (written(folder / "f.pdf", b"no pdf at all"), "damaged"),
        "cut PDF": (written(folder / "g.pdf", b"%PDF-1.7\n1 0 obj\n<<"), "damaged"),
        "locked PDF": (locked(folder / "h.pdf"), "locked with a password"),
        "scan": (scan(folder / "i.pdf"), "OCR"),
    }


def test_what_cannot_be_read_is_told_in_one_line_and_nothing_is_written(tmp_path: Path) -> None:
    for fault, (path, told) in bad_files(tmp_path).items():
        assert told in unreadable(path), fault
        before = {each.name for each in tmp_path.iterdir()}
        result = CliRunner().invoke(main, ["text", str(path), "--output", str(tmp_path / "out.txt")])
        assert result.exit_code == 1, fault
        assert result.output.count("\n") == 1, fault
        assert told in result.output, fault
        assert {each.name for each in tmp_path.iterdir()} == before, fault


def test_a_page_of_absurd_size_is_refused(tmp_path: Path) -> None:
    assert "at most" in unreadable(written(tmp_path / "a.html", b"<p>a" * 6_000_000))


def test_a_missing_library_is_told_with_the_command_that_installs_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "pypdfium2", None)
    monkeypatch.delitem(sys.modules, "timeline.documents.pdf", raising=False)
    told = unreadable(scan(tmp_path / "a.pdf"))
    assert "needs pypdfium2" in told
    assert "pip install 'timeline-publisher[documents]'" in told


def test_the_command_writes_the_text_byte_for_byte(tmp_path: Path) -> None:
    path, out = tmp_path / "a.txt", tmp_path / "out.txt"
    path.write_bytes(b"\xef\xbb\xbf" + SENTENCES.encode())
    assert CliRunner().invoke(main, ["text", str(path)]).stdout_bytes == SENTENCES.encode()
    out.write_text("old", encoding="utf-8", newline="")
    result = CliRunner().invoke(main, ["text", str(path), "--output", str(out)])
    assert (result.exit_code, result.output) == (0, "")
    assert out.read_bytes() == SENTENCES.encode()
    assert {each.name for each in tmp_path.iterdir()} == {"a.txt", "out.txt"}


@pytest.mark.parametrize("out", ["a.txt", "folder", "none/out.txt"])
def test_the_command_refuses_a_place_it_cannot_write(tmp_path: Path, out: str) -> None:
    path = written(tmp_path / "a.txt", SENTENCES.encode())
    (tmp_path / "folder").mkdir()
    result = CliRunner().invoke(main, ["text", str(path), "--output", str(tmp_path / out)])
    assert result.exit_code == 1
    assert result.output.count("\n") == 1
    assert path.read_bytes() == SENTENCES.encode()
    assert not (tmp_path / "none").exists()


def test_a_missing_argument_is_wrong_usage() -> None:
    assert CliRunner().invoke(main, ["text"]).exit_code == 2


def test_every_reader_is_there() -> None:
    from importlib import import_module

    for module in set(READERS.values()) - {"plain"}:
        reader: Any = import_module(f"timeline.documents.{module}").text_of
        with pytest.raises(UnreadableError):
            reader(io.BytesIO(b"\xff\xff\xff").getvalue())
