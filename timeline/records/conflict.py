"""Disagreements that a person found inside a source, and candidates that a person declined."""

from typing import Annotated

from timeline.cells import Cell, Maybe, choice
from timeline.expressions import Call, Filled, Rule, Text
from timeline.records.base import Record, field
from timeline.records.limits import within
from timeline.vocabulary import Code, Id, Line, Lines, Note, Printed, RecordKind, Title


class Conflict(Record):
    """One reading of a figure, date or name on which the tellings of a source disagree."""

    table = "conflicts"
    titles = ("Conflicts", "Mâu thuẫn")
    key = ("record_id", "column", "source_id", "line", "reading")
    rules = (
        Rule("lines-outside", "line", Filled("line"), Call(within, ("line", "source.lines"))),
        Rule("title-same", "reason_vi", Filled("reason_vi"), Text("reason_en").differs(Text("reason_vi"))),
    )

    record_id: Id = field(
        "Record",
        "Bản ghi",
        "The event_id or observation_id concerned.",
        "event_id hoặc observation_id liên quan.",
        example="2026-spring-meeting",
    )
    column: Code = field(
        "Column", "Cột", "The column on which the tellings disagree.", "Cột có mâu thuẫn.", example="date"
    )
    line: Line = field(
        "Line", "Dòng", "Line of the source with this reading.", "Dòng của nguồn có cách đọc này.", example="291"
    )
    reading: Title = field("Reading", "Cách đọc", "What that line says.", "Dòng đó nói gì.", example="in July 2022")
    taken: Title = field("Taken", "Chọn", "What the record says.", "Bản ghi nói gì.", example="2022-07")
    reason_en: Note = field("Reason (English)", "Lý do (tiếng Anh)", "Why that was taken.", "Vì sao chọn như vậy.")
    reason_vi: Note = field(
        "Reason (Vietnamese)", "Lý do (tiếng Việt)", "The same in Vietnamese.", "Lý do bằng tiếng Việt."
    )


class Rejection(Record):
    """A date or figure of the source that is knowingly no record, and why."""

    table = "rejected"
    titles = ("Rejections", "Mục loại bỏ")
    key = ()
    rules = (
        Rule("evidence-missing", "lines_vi", ~Filled("lines_vi") & ~Filled("lines_en"), Filled("lines_vi")),
        Rule("lines-outside", "lines_vi", Filled("lines_vi"), Call(within, ("lines_vi", "source.lines"))),
        Rule("lines-outside", "lines_en", Filled("lines_en"), Call(within, ("lines_en", "source.lines"))),
    )

    kind: Annotated[RecordKind, Cell(choice(RecordKind))] = field(
        "Kind", "Loại", "What it could be taken for.", "Có thể bị hiểu là gì.", example="observation"
    )
    lines_vi: Maybe[Lines] = field(
        "Lines (Vietnamese)",
        "Dòng (tiếng Việt)",
        "Where it stands in Vietnamese.",
        "Vị trí ở bản tiếng Việt.",
        example="75",
        optional=True,
    )
    lines_en: Maybe[Lines] = field(
        "Lines (English)",
        "Dòng (tiếng Anh)",
        "Where it stands in English.",
        "Vị trí ở bản tiếng Anh.",
        example="119",
        optional=True,
    )
    printed: Printed = field(
        "As printed", "Như in", "The figure or words concerned.", "Con số hoặc từ liên quan.", example="17th"
    )
    reason: Code = field(
        "Reason",
        "Lý do",
        "Why it is no record.",
        "Vì sao không phải bản ghi.",
        example="ordinal",
        codelist="rejection_reasons",
    )
    note: Maybe[Note] = field(
        "Note", "Ghi chú", "Remarks in our own words.", "Ghi chú bằng lời của chúng tôi.", optional=True
    )
