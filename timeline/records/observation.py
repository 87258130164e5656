"""A statistic: one value of one indicator, as one source prints it."""

from typing import Annotated

from timeline.cells import Cell, Maybe, choice
from timeline.records.base import Record, field
from timeline.records.observation_rules import OBSERVATION_RULES
from timeline.vocabulary import (
    Bound,
    Code,
    Date,
    DateBasis,
    Figure,
    Id,
    Line,
    Measure,
    Nature,
    Note,
    Power,
    Printed,
    UnitCode,
)

SERIES_KEY = (
    "indicator",
    "measure",
    "breakdown",
    "subject",
    "ref_area",
    "counterpart_area",
    "base_area",
    "unit_measure",
    "nature",
    "set_by",
)
"""What makes a series; with time_period, base_period and bound it is unique within a source."""


class Observation(Record):
    """One figure as one source prints it."""

    table = "observations"
    titles = ("Observations", "Số liệu")
    key = ("observation_id",)
    rules = OBSERVATION_RULES

    observation_id: Id = field(
        "Observation",
        "Số liệu",
        "Permanent id; `timeline format` makes it.",
        "Mã cố định; `timeline format` tạo ra.",
        example="lsfa-2026-03-mobile-subscriptions-3fa9c1",
    )
    indicator: Code = field(
        "Indicator",
        "Chỉ tiêu",
        "What is measured.",
        "Đại lượng được đo.",
        example="trade-turnover",
        codelist="indicators",
    )
    measure: Annotated[Measure, Cell(choice(Measure))] = field(
        "Measure",
        "Cách đo",
        "How it is measured: level, growth, share, rank …",
        "Cách đo: mức, tăng trưởng, tỷ trọng, thứ hạng …",
        example="level",
        codelist="measures",
    )
    breakdown: Maybe[Code] = field(
        "Breakdown",
        "Phân tổ",
        "The part measured, where it is not the whole.",
        "Phần được đo, nếu không phải toàn bộ.",
        example="export",
        codelist="breakdowns",
        optional=True,
    )
    subject: Maybe[Code] = field(
        "Subject",
        "Đối tượng",
        "The event, project or body that the value belongs to.",
        "Sự kiện, dự án hoặc cơ quan mà giá trị thuộc về.",
        example="2026-spring-meeting",
        optional=True,
    )
    ref_area: Maybe[Code] = field(
        "Reference area",
        "Địa bàn",
        "The place measured.",
        "Nơi được đo.",
        example="VN-09",
        codelist="places",
        optional=True,
    )
    counterpart_area: Maybe[Code] = field(
        "Counterpart area",
        "Địa bàn đối ứng",
        "The other side: partner, donor, origin.",
        "Phía bên kia: đối tác, nhà tài trợ, nơi đến.",
        example="CN-GX",
        codelist="places",
        optional=True,
    )
    base_area: Maybe[Code] = field(
        "Base area",
        "Địa bàn so sánh",
        "The whole or rival of a share, rank or multiple.",
        "Tổng thể hoặc bên so sánh của tỷ trọng, thứ hạng, số lần.",
        example="VN",
        codelist="places",
        optional=True,
    )
    time_period: Maybe[Date] = field(
        "Time period",
        "Thời kỳ",
        "The span the value refers to (EDTF); empty if untold.",
        "Thời kỳ của giá trị (EDTF); trống nếu nguồn không nói.",
        example="2025",
        optional=True,
    )
    period_basis: Maybe[Annotated[DateBasis, Cell(choice(DateBasis))]] = field(
        "Basis of the period",
        "Căn cứ của thời kỳ",
        "Whether the period is printed or worked out.",
        "Thời kỳ được in hay suy ra.",
        example="stated",
        optional=True,
    )
    base_period: Maybe[Date] = field(
        "Base period",
        "Thời kỳ gốc",
        "The earlier span of a growth or change; the plan year of a completion.",
        "Thời kỳ trước của tăng trưởng, thay đổi; năm kế hoạch của mức hoàn thành.",
        example="2024",
        optional=True,
    )
    obs_value: Figure = field(
        "Value",
        "Giá trị",
        "The figure, in units of 10^unit_mult; a fall is negative.",
        "Con số, theo đơn vị 10^unit_mult; giảm là số âm.",
        example="41710.4",
    )
    obs_value_high: Maybe[Figure] = field(
        "Upper value", "Giá trị trên", "The upper end of a range.", "Đầu trên của khoảng.", example="9", optional=True
    )
    out_of: Maybe[Figure] = field(
        "Out of", "Trên tổng số", "The 34 of «11/34».", "Số 34 trong «11/34».", example="34", optional=True
    )
    unit_measure: UnitCode = field(
        "Unit",
        "Đơn vị",
        "ISO 4217, UCUM, rank, or 1 for anything counted.",
        "ISO 4217, UCUM, rank, hoặc 1 cho số đếm.",
        example="USD",
        codelist="units",
    )
    unit_mult: Power = field(
        "Unit multiplier", "Bội số", "Power of ten: 6 for millions.", "Số mũ của mười: 6 là triệu.", example="6"
    )
    bound: Annotated[Bound, Cell(choice(Bound))] = field(
        "Bound",
        "Giới hạn",
        "On which side of the figure the true value lies.",
        "Giá trị thật nằm phía nào của con số.",
        example="over",
        codelist="bounds",
    )
    obs_status: Code = field(
        "Status",
        "Tình trạng",
        "SDMX observation status.",
        "Tình trạng số liệu theo SDMX.",
        example="A",
        codelist="obs_status",
    )
    nature: Annotated[Nature, Cell(choice(Nature))] = field(
        "Nature",
        "Tính chất",
        "Whether it came to pass, or is planned, aimed at or forecast.",
        "Đã thực hiện, hay là kế hoạch, mục tiêu, dự báo.",
        example="actual",
    )
    set_by: Maybe[Code] = field(
        "Set by",
        "Do ai đặt ra",
        "Who set the plan or target.",
        "Cơ quan đặt ra kế hoạch, mục tiêu.",
        example="lang-son-peoples-committee",
        codelist="actors",
        optional=True,
    )
    printed_vi: Maybe[Printed] = field(
        "As printed (Vietnamese)",
        "Như in (tiếng Việt)",
        "The figure with its unit as the Vietnamese telling prints it.",
        "Con số kèm đơn vị như in ở bản tiếng Việt.",
        example="41.710,4 triệu USD",
        optional=True,
    )
    line_vi: Maybe[Line] = field(
        "Line (Vietnamese)",
        "Dòng (tiếng Việt)",
        "The line on which it begins.",
        "Dòng bắt đầu con số.",
        example="713",
        optional=True,
    )
    printed_en: Maybe[Printed] = field(
        "As printed (English)",
        "Như in (tiếng Anh)",
        "The figure with its unit as the English telling prints it.",
        "Con số kèm đơn vị như in ở bản tiếng Anh.",
        example="41,710.4 million USD",
        optional=True,
    )
    line_en: Maybe[Line] = field(
        "Line (English)",
        "Dòng (tiếng Anh)",
        "The line on which it begins.",
        "Dòng bắt đầu con số.",
        example="781",
        optional=True,
    )
    note: Maybe[Note] = field(
        "Note", "Ghi chú", "Remarks in our own words.", "Ghi chú bằng lời của chúng tôi.", optional=True
    )
