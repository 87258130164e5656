"""The tables that a researcher opens first: one topic each, every code spelled out in both languages."""

from timeline.cells import Maybe
from timeline.records.base import Record, field
from timeline.vocabulary import Code, Date, Day, Figure, Id, Note, Title


class Labelled(Record):
    """What makes a series, in words."""

    indicator: Code = field(
        "Indicator", "Chỉ tiêu", "Code of what is measured.", "Mã đại lượng được đo.", codelist="indicators"
    )
    indicator_en: Title = field(
        "Indicator (English)",
        "Chỉ tiêu (tiếng Anh)",
        "What is measured.",
        "Đại lượng được đo.",
    )
    indicator_vi: Title = field(
        "Indicator (Vietnamese)",
        "Chỉ tiêu (tiếng Việt)",
        "What is measured.",
        "Đại lượng được đo.",
    )
    measure_en: Title = field(
        "Measure (English)",
        "Cách đo (tiếng Anh)",
        "How it is measured.",
        "Cách đo.",
    )
    measure_vi: Title = field(
        "Measure (Vietnamese)",
        "Cách đo (tiếng Việt)",
        "How it is measured.",
        "Cách đo.",
    )
    breakdown_en: Maybe[Title] = field(
        "Part (English)",
        "Phần (tiếng Anh)",
        "The part measured, where it is not the whole.",
        "Phần được đo, nếu không phải toàn bộ.",
        optional=True,
    )
    breakdown_vi: Maybe[Title] = field(
        "Part (Vietnamese)",
        "Phần (tiếng Việt)",
        "The part measured, where it is not the whole.",
        "Phần được đo, nếu không phải toàn bộ.",
        optional=True,
    )
    subject_en: Maybe[Title] = field(
        "Subject (English)",
        "Đối tượng (tiếng Anh)",
        "The event, project or body that it belongs to.",
        "Sự kiện, dự án hoặc cơ quan liên quan.",
        optional=True,
    )
    subject_vi: Maybe[Title] = field(
        "Subject (Vietnamese)",
        "Đối tượng (tiếng Việt)",
        "The event, project or body that it belongs to.",
        "Sự kiện, dự án hoặc cơ quan liên quan.",
        optional=True,
    )
    area_en: Maybe[Title] = field(
        "Area (English)",
        "Địa bàn (tiếng Anh)",
        "The place measured.",
        "Nơi được đo.",
        optional=True,
    )
    area_vi: Maybe[Title] = field(
        "Area (Vietnamese)",
        "Địa bàn (tiếng Việt)",
        "The place measured.",
        "Nơi được đo.",
        optional=True,
    )
    counterpart_en: Maybe[Title] = field(
        "Counterpart (English)",
        "Đối ứng (tiếng Anh)",
        "The other side.",
        "Phía bên kia.",
        optional=True,
    )
    counterpart_vi: Maybe[Title] = field(
        "Counterpart (Vietnamese)",
        "Đối ứng (tiếng Việt)",
        "The other side.",
        "Phía bên kia.",
        optional=True,
    )
    base_area_en: Maybe[Title] = field(
        "Compared with (English)",
        "So với (tiếng Anh)",
        "The whole or rival of a share, rank or multiple.",
        "Tổng thể hoặc bên so sánh.",
        optional=True,
    )
    base_area_vi: Maybe[Title] = field(
        "Compared with (Vietnamese)",
        "So với (tiếng Việt)",
        "The whole or rival of a share, rank or multiple.",
        "Tổng thể hoặc bên so sánh.",
        optional=True,
    )
    nature_en: Title = field(
        "Nature (English)",
        "Tính chất (tiếng Anh)",
        "Whether it came to pass, or is planned, aimed at or forecast.",
        "Đã thực hiện, hay là kế hoạch, mục tiêu, dự báo.",
    )
    nature_vi: Title = field(
        "Nature (Vietnamese)",
        "Tính chất (tiếng Việt)",
        "Whether it came to pass, or is planned, aimed at or forecast.",
        "Đã thực hiện, hay là kế hoạch, mục tiêu, dự báo.",
    )
    set_by_en: Maybe[Title] = field(
        "Set by (English)",
        "Do ai đặt ra (tiếng Anh)",
        "Who set the plan or target.",
        "Cơ quan đặt ra kế hoạch, mục tiêu.",
        optional=True,
    )
    set_by_vi: Maybe[Title] = field(
        "Set by (Vietnamese)",
        "Do ai đặt ra (tiếng Việt)",
        "Who set the plan or target.",
        "Cơ quan đặt ra kế hoạch, mục tiêu.",
        optional=True,
    )
    unit_en: Title = field(
        "Unit (English)",
        "Đơn vị (tiếng Anh)",
        "The unit of the values, which are in whole units.",
        "Đơn vị của giá trị, tính theo đơn vị gốc.",
    )
    unit_vi: Title = field(
        "Unit (Vietnamese)",
        "Đơn vị (tiếng Việt)",
        "The unit of the values, which are in whole units.",
        "Đơn vị của giá trị, tính theo đơn vị gốc.",
    )


class TopicRow(Labelled):
    """The last word on each series and period of one topic."""

    table, titles = "topic", ("Topic table", "Bảng theo chủ đề")
    key = ("observation_id",)
    opens_with = (
        "indicator", "indicator_en", "indicator_vi", "measure_en", "measure_vi", "breakdown_en", "breakdown_vi",
        "area_en", "area_vi", "time_period", "base_period", "value", "value_min", "value_max", "unit_en", "unit_vi",
        "bound_en", "bound_vi", "nature_en", "nature_vi",
    )  # fmt: skip

    time_period: Maybe[Date] = field(
        "Time period", "Thời kỳ", "The span the value refers to (EDTF).", "Thời kỳ của giá trị (EDTF).", optional=True
    )
    base_period: Maybe[Date] = field(
        "Base period",
        "Thời kỳ gốc",
        "The earlier span of a growth or change; the plan year of a completion.",
        "Thời kỳ trước của tăng trưởng, thay đổi; năm kế hoạch của mức hoàn thành.",
        optional=True,
    )
    value: Figure = field(
        "Value", "Giá trị", "In whole units; of a range its low end.", "Theo đơn vị gốc; với khoảng là đầu dưới."
    )
    value_min: Maybe[Figure] = field(
        "Lowest value",
        "Giá trị nhỏ nhất",
        "What the bound lets the value be at least.",
        "Cận dưới theo giới hạn.",
        optional=True,
    )
    value_max: Maybe[Figure] = field(
        "Highest value",
        "Giá trị lớn nhất",
        "What the bound lets the value be at most.",
        "Cận trên theo giới hạn.",
        optional=True,
    )
    bound_en: Title = field(
        "Bound (English)",
        "Giới hạn (tiếng Anh)",
        "On which side of the figure the true value lies.",
        "Giá trị thật nằm phía nào của con số.",
    )
    bound_vi: Title = field(
        "Bound (Vietnamese)",
        "Giới hạn (tiếng Việt)",
        "On which side of the figure the true value lies.",
        "Giá trị thật nằm phía nào của con số.",
    )
    status_en: Title = field(
        "Status (English)",
        "Tình trạng (tiếng Anh)",
        "Normal, estimated and so on.",
        "Bình thường, ước tính và các loại khác.",
    )
    status_vi: Title = field(
        "Status (Vietnamese)",
        "Tình trạng (tiếng Việt)",
        "Normal, estimated and so on.",
        "Bình thường, ước tính và các loại khác.",
    )
    period_start: Maybe[Day] = field(
        "First day", "Ngày đầu", "First day of the period.", "Ngày đầu của thời kỳ.", optional=True
    )
    period_end: Maybe[Day] = field(
        "Last day", "Ngày cuối", "Last day of the period.", "Ngày cuối của thời kỳ.", optional=True
    )
    source_en: Title = field(
        "Source (English)",
        "Nguồn (tiếng Anh)",
        "Title of the document.",
        "Tên tài liệu.",
    )
    source_vi: Title = field(
        "Source (Vietnamese)",
        "Nguồn (tiếng Việt)",
        "Title of the document.",
        "Tên tài liệu.",
    )
    issued: Date = field("Issued", "Ngày phát hành", "When it was issued (EDTF).", "Ngày phát hành (EDTF).")
    source_id: Id = field("Source", "Nguồn", "The document.", "Tài liệu.", codelist="sources")
    series_id: Id = field("Series", "Chuỗi số liệu", "Same for all values of one series.", "Chung cho một chuỗi.")
    observation_id: Id = field("Observation", "Số liệu", "The observation.", "Số liệu.", codelist="observations")


class TopicByYear(Labelled):
    """One series of a topic a row, and a column for each year that has values."""

    table, titles = "topic_by_year", ("Topic table by year", "Bảng theo chủ đề và năm")
    key = ("row_id",)
    opens_with = (
        "indicator", "indicator_en", "indicator_vi", "measure_en", "measure_vi", "breakdown_en", "breakdown_vi",
        "area_en", "area_vi", "span_en", "span_vi", "unit_en", "unit_vi", "nature_en", "nature_vi",
    )  # fmt: skip
    span_en: Title = field(
        "Part of the year (English)",
        "Phần của năm (tiếng Anh)",
        "The whole year, or the part of it that the values are of; of several years, those that end with it.",
        "Cả năm, hoặc phần của năm mà giá trị đề cập; với nhiều năm là các năm kết thúc ở năm đó.",
    )
    span_vi: Title = field(
        "Part of the year (Vietnamese)",
        "Phần của năm (tiếng Việt)",
        "The whole year, or the part of it that the values are of; of several years, those that end with it.",
        "Cả năm, hoặc phần của năm mà giá trị đề cập; với nhiều năm là các năm kết thúc ở năm đó.",
    )
    base_en: Maybe[Title] = field(
        "Base (English)",
        "Kỳ gốc (tiếng Anh)",
        "What a growth, change or completion is measured against.",
        "Kỳ để so sánh của tăng trưởng, thay đổi, mức hoàn thành.",
        optional=True,
    )
    base_vi: Maybe[Title] = field(
        "Base (Vietnamese)",
        "Kỳ gốc (tiếng Việt)",
        "What a growth, change or completion is measured against.",
        "Kỳ để so sánh của tăng trưởng, thay đổi, mức hoàn thành.",
        optional=True,
    )
    remarks_en: Maybe[Note] = field(
        "Remarks (English)",
        "Lưu ý (tiếng Anh)",
        "By year, what a figure alone does not tell: bound, range, status.",
        "Theo năm, điều con số không nói hết: giới hạn, khoảng, tình trạng.",
        optional=True,
    )
    remarks_vi: Maybe[Note] = field(
        "Remarks (Vietnamese)",
        "Lưu ý (tiếng Việt)",
        "The same in Vietnamese.",
        "Nội dung đó bằng tiếng Việt.",
        optional=True,
    )
    series_id: Id = field("Series", "Chuỗi số liệu", "Same for all values of one series.", "Chung cho một chuỗi.")
    row_id: Id = field(
        "Row",
        "Hàng",
        "Series, part of the year and base in one.",
        "Gộp chuỗi, phần của năm và kỳ gốc.",
        example="grdp-1f0c5e7a92bd-01-to-06-b1",
    )
