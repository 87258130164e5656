"""A dated event, as one source tells it."""

from typing import Annotated

from timeline import edtf
from timeline.cells import Cell, Maybe, choice
from timeline.expressions import Call, Filled, Rule, Text
from timeline.records.base import Record, field
from timeline.records.limits import first_day, last_day, name_invalid, valid_places, within
from timeline.vocabulary import Actors, Code, Codes, Date, DateBasis, EventStatus, Id, Lines, Note, Series, Title, Told

EVENT_RULES: tuple[Rule, ...] = (
    Rule("evidence-missing", "lines_vi", ~Filled("lines_vi") & ~Filled("lines_en"), Filled("lines_vi")),
    Rule("lines-outside", "lines_vi", Filled("lines_vi"), Call(within, ("lines_vi", "source.lines"))),
    Rule("lines-outside", "lines_en", Filled("lines_en"), Call(within, ("lines_en", "source.lines"))),
    Rule(
        "occurred-early", "date", Text("event_status").among("occurred"), first_day("date") <= last_day("source.issued")
    ),
    Rule("title-alone", "title_en", Filled("title_vi"), Filled("title_en")),
    Rule("title-alone", "title_vi", Filled("title_en"), Filled("title_vi")),
    Rule("title-same", "title_vi", Filled("title_vi"), Text("title_en").differs(Text("title_vi"))),
    Rule("kind-missing", "event_kind", Filled("title_en"), Filled("event_kind")),
    Rule(
        "place-invalid",
        "places",
        Filled("places"),
        Call(valid_places, ("date", "places", "places.valid_from", "places.valid_to")),
        name_invalid("date", "places"),
    ),
)


class Event(Record):
    """One occurrence as one source tells it; tellings of several sources share the event_id."""

    table = "events"
    titles = ("Events", "Sự kiện")
    key = ("event_id",)
    rules = EVENT_RULES

    event_id: Id = field(
        "Event",
        "Sự kiện",
        "Permanent slug, year first, never reused.",
        "Mã cố định, bắt đầu bằng năm, không dùng lại.",
        example="2026-spring-meeting",
    )
    date: Date = field(
        "Date",
        "Ngày",
        "When it happened (EDTF), never more precise than the source.",
        "Thời điểm diễn ra (EDTF), không chính xác hơn nguồn.",
        example="2026-02-11",
    )
    date_basis: Annotated[DateBasis, Cell(choice(DateBasis))] = field(
        "Basis of the date",
        "Căn cứ của ngày",
        "Whether the date is printed, printed without its year, or worked out.",
        "Ngày được in, in thiếu năm, hay suy ra.",
        example="stated",
    )
    event_status: Annotated[EventStatus, Cell(choice(EventStatus))] = field(
        "Status",
        "Trạng thái",
        "How things stood when the source was issued.",
        "Tình trạng khi nguồn được phát hành.",
        example="occurred",
    )
    event_kind: Maybe[Code] = field(
        "Kind",
        "Loại",
        "What kind of event it is.",
        "Loại sự kiện.",
        example="meeting",
        codelist="event_kinds",
        optional=True,
    )
    title_en: Maybe[Title] = field(
        "Title (English)",
        "Tiêu đề (tiếng Anh)",
        "Short title in our own words.",
        "Tiêu đề ngắn bằng lời của chúng tôi.",
        example="Spring Meeting 2026",
        optional=True,
    )
    title_vi: Maybe[Title] = field(
        "Title (Vietnamese)",
        "Tiêu đề (tiếng Việt)",
        "The same title in Vietnamese.",
        "Cùng tiêu đề bằng tiếng Việt.",
        example="Gặp gỡ đầu xuân 2026",
        optional=True,
    )
    places: Maybe[Codes] = field(
        "Places",
        "Địa điểm",
        "Where it happened: codes with ; between.",
        "Nơi diễn ra: các mã ngăn bằng ;.",
        example="nanning",
        codelist="places",
        optional=True,
    )
    actors: Maybe[Actors] = field(
        "Actors",
        "Chủ thể",
        "Who acts: code, code:role or person@body:role, with ; between.",
        "Ai tham gia: mã, mã:vai trò hoặc người@cơ quan:vai trò, ngăn bằng ;.",
        example="chen-gang@guangxi-party-committee:host",
        codelist="actors",
        optional=True,
    )
    part_of: Maybe[Id] = field(
        "Part of",
        "Thuộc về",
        "The event that it lies within.",
        "Sự kiện bao trùm.",
        example="2026-spring-meeting",
        codelist="events",
        optional=True,
    )
    event_series: Maybe[Series] = field(
        "Series",
        "Chuỗi",
        "The recurring series, with its edition behind a colon.",
        "Chuỗi sự kiện định kỳ, kèm lần thứ sau dấu hai chấm.",
        example="jwc:17",
        codelist="event_series",
        optional=True,
    )
    in_force: Maybe[Date] = field(
        "In force",
        "Hiệu lực",
        "From when or how long a document signed is valid (EDTF).",
        "Văn bản có hiệu lực từ khi nào hoặc bao lâu (EDTF).",
        example="2026-02-14/..",
        optional=True,
    )
    told: Annotated[Told, Cell(choice(Told))] = field(
        "Told as",
        "Mức độ",
        "Whether it is the subject of an article or caption, or told in passing.",
        "Là chủ đề của bài hoặc ảnh, hay chỉ được nhắc tới.",
        example="lead",
    )
    lines_vi: Maybe[Lines] = field(
        "Lines (Vietnamese)",
        "Dòng (tiếng Việt)",
        "Where the Vietnamese telling stands in the source text.",
        "Vị trí của bản tiếng Việt trong văn bản nguồn.",
        example="149",
        optional=True,
    )
    lines_en: Maybe[Lines] = field(
        "Lines (English)",
        "Dòng (tiếng Anh)",
        "Where the English telling stands in the source text.",
        "Vị trí của bản tiếng Anh trong văn bản nguồn.",
        example="193-195;201",
        optional=True,
    )
    note: Maybe[Note] = field(
        "Note", "Ghi chú", "Remarks in our own words.", "Ghi chú bằng lời của chúng tôi.", optional=True
    )


def date_parts(text: str) -> tuple[str, str, str]:
    """Of a date cell: first day, last day (ISO; "" where open or empty), precision."""
    if not text:
        return "", "", ""
    span = edtf.parse(text)
    first = span.earliest.isoformat() if span.earliest else ""
    return first, span.latest.isoformat() if span.latest else "", span.precision.value
