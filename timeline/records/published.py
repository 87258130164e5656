"""The tables as published: what the contributed records become."""

from timeline.cells import Maybe
from timeline.records.base import Record, field
from timeline.records.conflict import Conflict
from timeline.records.event import Event
from timeline.records.observation import Observation
from timeline.vocabulary import Code, Codes, Count, Date, Day, Figure, Id, Lines, Note, Title, Truth


class PublishedEvent(Event):
    """One event, its tellings merged."""

    opens_with = ("event_id", "date", "date_start", "date_end", "date_precision")
    omits = ("lines_vi", "lines_en")
    always = ("event_kind", "title_en", "title_vi")
    rules = ()

    date_start: Maybe[Day] = field(
        "First day",
        "Ngày đầu",
        "The earliest day of the date; empty where the start is open.",
        "Ngày sớm nhất; trống nếu không rõ điểm đầu.",
        example="2026-02-11",
        optional=True,
    )
    date_end: Maybe[Day] = field(
        "Last day",
        "Ngày cuối",
        "The latest day of the date; empty where the end is open.",
        "Ngày muộn nhất; trống nếu không rõ điểm cuối.",
        example="2026-02-11",
        optional=True,
    )
    date_precision: Code = field(
        "Precision",
        "Độ chính xác",
        "Grain of the date: day, month, year, decade or century.",
        "Mức chính xác của ngày: ngày, tháng, năm, thập kỷ, thế kỷ.",
        example="day",
    )


class EventActor(Record):
    """Who took part in an event."""

    table, titles = "event_actors", ("Actors of events", "Chủ thể của sự kiện")
    key = ()
    unique = ("event_id", "actor", "on_behalf_of", "role")
    event_id: Id = field("Event", "Sự kiện", "The event.", "Sự kiện.", example="2026-spring-meeting", codelist="events")
    actor: Code = field("Actor", "Chủ thể", "Who acts.", "Ai tham gia.", codelist="actors")
    on_behalf_of: Maybe[Code] = field(
        "On behalf of",
        "Thay mặt",
        "The body a person acts for.",
        "Cơ quan mà người đó đại diện.",
        codelist="actors",
        optional=True,
    )
    role: Code = field(
        "Role", "Vai trò", "How they take part.", "Tham gia với vai trò nào.", example="host", codelist="roles"
    )


class EventPlace(Record):
    """Where an event happened."""

    table, titles = "event_places", ("Places of events", "Địa điểm của sự kiện")
    key = ("event_id", "place")
    event_id: Id = field("Event", "Sự kiện", "The event.", "Sự kiện.", example="2026-spring-meeting", codelist="events")
    place: Code = field("Place", "Địa điểm", "Where.", "Ở đâu.", example="nanning", codelist="places")


class EventSource(Record):
    """What each source says of an event, and where."""

    table, titles = "event_sources", ("Sources of events", "Nguồn của sự kiện")
    key = ("event_id", "source_id")
    event_id: Id = field("Event", "Sự kiện", "The event.", "Sự kiện.", example="2026-spring-meeting", codelist="events")
    source_id: Id = field("Source", "Nguồn", "The document.", "Tài liệu.", example="lsfa-2026-03", codelist="sources")
    date: Date = field(
        "Date", "Ngày", "The date this source gives (EDTF).", "Ngày theo nguồn này (EDTF).", example="2026-02-11"
    )
    event_status: Code = field(
        "Status", "Trạng thái", "The status in this source.", "Trạng thái theo nguồn này.", example="occurred"
    )
    told: Code = field("Told as", "Mức độ", "lead or mention.", "Chủ đề chính hoặc nhắc tới.", example="lead")
    lines_vi: Maybe[Lines] = field(
        "Lines (Vietnamese)",
        "Dòng (tiếng Việt)",
        "Where it stands in Vietnamese.",
        "Vị trí ở bản tiếng Việt.",
        optional=True,
    )
    lines_en: Maybe[Lines] = field(
        "Lines (English)", "Dòng (tiếng Anh)", "Where it stands in English.", "Vị trí ở bản tiếng Anh.", optional=True
    )


class PublishedObservation(Observation):
    """One observation, with what follows from its figure, unit, bound and period."""

    opens_with = ("observation_id", "series_id", "value", "value_min", "value_max", "unit_measure")
    rules = ()

    series_id: Id = field(
        "Series",
        "Chuỗi số liệu",
        "Same for all values of one series (indicator and all its dimensions).",
        "Chung cho mọi giá trị của một chuỗi (chỉ tiêu và các chiều).",
        example="trade-turnover-1f0c5e7a92bd",
    )
    value: Figure = field(
        "Value in units",
        "Giá trị theo đơn vị",
        "obs_value × 10^unit_mult, exact.",
        "obs_value × 10^unit_mult, chính xác.",
        example="41710400000",
    )
    value_min: Maybe[Figure] = field(
        "Lowest value",
        "Giá trị nhỏ nhất",
        "What the bound lets the value be at least; empty if it sets no floor.",
        "Cận dưới theo giới hạn; trống nếu không có.",
        example="66000000000",
        optional=True,
    )
    value_max: Maybe[Figure] = field(
        "Highest value",
        "Giá trị lớn nhất",
        "What the bound lets the value be at most; empty if it sets no ceiling.",
        "Cận trên theo giới hạn; trống nếu không có.",
        optional=True,
    )
    source_id: Id = field("Source", "Nguồn", "The document.", "Tài liệu.", example="lsfa-2026-03", codelist="sources")
    issued: Date = field(
        "Issued",
        "Ngày phát hành",
        "When the source was issued (EDTF).",
        "Thời điểm phát hành nguồn (EDTF).",
        example="2026-03",
    )
    topic: Code = field(
        "Topic", "Chủ đề", "Topic of the indicator.", "Chủ đề của chỉ tiêu.", example="trade", codelist="topics"
    )
    event_id: Maybe[Id] = field(
        "Event",
        "Sự kiện",
        "The event, where the subject is one.",
        "Sự kiện, nếu đối tượng là sự kiện.",
        codelist="events",
        optional=True,
    )
    period_start: Maybe[Day] = field(
        "First day",
        "Ngày đầu",
        "First day of the time period.",
        "Ngày đầu của thời kỳ.",
        example="2025-01-01",
        optional=True,
    )
    period_end: Maybe[Day] = field(
        "Last day",
        "Ngày cuối",
        "Last day of the time period.",
        "Ngày cuối của thời kỳ.",
        example="2025-12-31",
        optional=True,
    )
    freq: Maybe[Code] = field(
        "Frequency",
        "Tần suất",
        "SDMX code of the calendar unit (A, S, Q, M, D); empty for other spans.",
        "Mã SDMX của đơn vị lịch (A, S, Q, M, D); trống với khoảng khác.",
        example="A",
        optional=True,
    )
    decimals: Count = field(
        "Decimals", "Số lẻ", "Digits printed behind the decimal sign.", "Số chữ số thập phân được in.", example="1"
    )
    latest: Truth = field(
        "Latest",
        "Mới nhất",
        "Whether this is the last word on its series and period; of a total, on its series.",
        "Có phải giá trị mới nhất của chuỗi và thời kỳ; với tổng cố định là của cả chuỗi.",
        example="true",
    )


class PublishedConflict(Conflict):
    """A disagreement inside a source or between sources."""

    opens_with = ("record_id", "column", "source_id")
    source_id: Id = field(
        "Source", "Nguồn", "The document with this reading.", "Tài liệu có cách đọc này.", codelist="sources"
    )
    found_by: Code = field(
        "Found by",
        "Phát hiện bởi",
        "reader, or the code of the rule that found it.",
        "Người đọc (reader) hoặc mã quy tắc.",
        example="reader",
    )


class TimelineRow(Record):
    """One event a row, in order of time, codes spelled out in both languages."""

    table, titles = "timeline", ("Timeline", "Dòng thời gian")
    key = ("event_id",)
    event_id: Id = field("Event", "Sự kiện", "The event.", "Sự kiện.", example="2026-spring-meeting", codelist="events")
    date: Date = field("Date", "Ngày", "When it happened (EDTF).", "Thời điểm (EDTF).", example="2026-02-11")
    date_start: Maybe[Day] = field(
        "First day", "Ngày đầu", "The earliest day.", "Ngày sớm nhất.", example="2026-02-11", optional=True
    )
    date_end: Maybe[Day] = field(
        "Last day", "Ngày cuối", "The latest day.", "Ngày muộn nhất.", example="2026-02-11", optional=True
    )
    date_precision: Code = field("Precision", "Độ chính xác", "Grain of the date.", "Mức chính xác.", example="day")
    event_status: Code = field(
        "Status", "Trạng thái", "planned, ongoing, occurred or cancelled.", "Trạng thái.", example="occurred"
    )
    kind_en: Title = field("Kind (English)", "Loại (tiếng Anh)", "Kind of event.", "Loại sự kiện.", example="Meeting")
    kind_vi: Title = field(
        "Kind (Vietnamese)", "Loại (tiếng Việt)", "Kind of event.", "Loại sự kiện.", example="Gặp gỡ"
    )
    title_en: Title = field("Title (English)", "Tiêu đề (tiếng Anh)", "Title.", "Tiêu đề.")
    title_vi: Title = field("Title (Vietnamese)", "Tiêu đề (tiếng Việt)", "Title.", "Tiêu đề.")
    places_en: Maybe[Note] = field(
        "Places (English)", "Địa điểm (tiếng Anh)", "Names, with ; between.", "Tên, ngăn bằng ;.", optional=True
    )
    places_vi: Maybe[Note] = field(
        "Places (Vietnamese)", "Địa điểm (tiếng Việt)", "Names, with ; between.", "Tên, ngăn bằng ;.", optional=True
    )
    actors_en: Maybe[Note] = field(
        "Actors (English)", "Chủ thể (tiếng Anh)", "Names, with ; between.", "Tên, ngăn bằng ;.", optional=True
    )
    actors_vi: Maybe[Note] = field(
        "Actors (Vietnamese)", "Chủ thể (tiếng Việt)", "Names, with ; between.", "Tên, ngăn bằng ;.", optional=True
    )
    series_en: Maybe[Title] = field(
        "Series (English)", "Chuỗi (tiếng Anh)", "Recurring series.", "Chuỗi định kỳ.", optional=True
    )
    series_vi: Maybe[Title] = field(
        "Series (Vietnamese)", "Chuỗi (tiếng Việt)", "Recurring series.", "Chuỗi định kỳ.", optional=True
    )
    edition: Maybe[Count] = field(
        "Edition", "Lần thứ", "Edition within the series.", "Lần thứ trong chuỗi.", example="17", optional=True
    )
    part_of: Maybe[Id] = field(
        "Part of", "Thuộc về", "The event that it lies within.", "Sự kiện bao trùm.", optional=True
    )
    sources: Codes = field(
        "Sources",
        "Nguồn",
        "The documents that tell it, with ; between.",
        "Các nguồn, ngăn bằng ;.",
        example="lsfa-2026-03",
    )
