"""A source document, as its source.toml tells it."""

from typing import Annotated

from timeline.cells import Cell, Maybe, choice
from timeline.expressions import Call, Filled, Rule
from timeline.records.base import Record, field
from timeline.records.limits import closed
from timeline.vocabulary import Codes, Count, Date, FileName, Id, Line, Printed, Sha256, TextKind, Title, Url


class Source(Record):
    """One document that records were read in; one folder of contributions."""

    table = "sources"
    titles = ("Source documents", "Tài liệu nguồn")
    key = ("source_id",)
    rules = (Rule("issued-open", "issued", Filled("issued"), Call(closed, ("issued",))),)
    omits = ("expected_events", "expected_observations")

    source_id: Id = field(
        "Source",
        "Nguồn",
        "Permanent id: the name of the contribution folder.",
        "Mã cố định: tên thư mục đóng góp.",
        example="lsfa-2026-03",
    )
    title_en: Title = field(
        "Title (English)",
        "Tên (tiếng Anh)",
        "Our name of the document in English.",
        "Tên tài liệu bằng tiếng Anh.",
        example="Foreign affairs bulletin, spring 2026",
    )
    title_vi: Title = field(
        "Title (Vietnamese)",
        "Tên (tiếng Việt)",
        "Our name of the document in Vietnamese.",
        "Tên tài liệu bằng tiếng Việt.",
        example="Bản tin đối ngoại, xuân 2026",
    )
    publisher: Title = field(
        "Publisher",
        "Nơi phát hành",
        "Who issued the document.",
        "Cơ quan phát hành tài liệu.",
        example="Trung tâm Thông tin và Dịch vụ Đối ngoại",
    )
    issue: Maybe[Printed] = field(
        "Issue", "Số", "Number of the issue as printed.", "Số phát hành như in.", example="12", optional=True
    )
    issued: Date = field(
        "Issued",
        "Ngày phát hành",
        "When the document was issued (EDTF).",
        "Thời điểm phát hành (EDTF).",
        example="2026-03",
    )
    languages: Codes = field(
        "Languages", "Ngôn ngữ", "Languages of the document: vi, en.", "Ngôn ngữ của tài liệu: vi, en.", example="vi;en"
    )
    url: Maybe[Url] = field(
        "Address",
        "Địa chỉ",
        "Where the document or its publisher stands on the web.",
        "Địa chỉ của tài liệu hoặc nơi phát hành trên mạng.",
        example="https://songv.langson.gov.vn",
        optional=True,
    )
    file: FileName = field(
        "File",
        "Tệp",
        "Name of the text file whose lines the records name.",
        "Tên tệp văn bản có các dòng được dẫn.",
        example="bulletin-2026-03.txt",
    )
    sha256: Sha256 = field(
        "SHA-256",
        "SHA-256",
        "Checksum of the document, in lower-case hexadecimal digits.",
        "Mã kiểm của tài liệu, chữ số thập lục phân viết thường.",
        example="0" * 64,
    )
    sha256_of: Annotated[TextKind, Cell(choice(TextKind))] = field(
        "Checksum of",
        "Mã kiểm của",
        "What the checksum is of: the text file, or the PDF it was made from.",
        "Mã kiểm của tệp văn bản hay của bản PDF gốc.",
        example="text",
    )
    lines: Line = field(
        "Lines",
        "Số dòng",
        "Lines of the text file, counted by LF.",
        "Số dòng của tệp văn bản, đếm theo LF.",
        example="982",
    )
    expected_events: Maybe[Count] = field(
        "Expected events",
        "Số sự kiện dự kiến",
        "How many event rows the folder holds: a guard against loss.",
        "Số hàng sự kiện của thư mục: để phát hiện mất dữ liệu.",
        example="58",
        optional=True,
    )
    expected_observations: Maybe[Count] = field(
        "Expected observations",
        "Số số liệu dự kiến",
        "How many observation rows the folder holds.",
        "Số hàng số liệu của thư mục.",
        example="31",
        optional=True,
    )
