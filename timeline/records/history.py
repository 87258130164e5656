"""What was said when, and what became of plans: tables worked out of the published observations."""

from timeline.cells import Maybe
from timeline.records.base import Record, field
from timeline.records.observation import Observation
from timeline.vocabulary import Code, Count, Date, Figure, Id, Truth, UnitCode


class Target(Observation):
    """A plan, target or forecast beside the value later reached for the same series and period."""

    table, titles = "targets", ("Targets and outturns", "Mục tiêu và kết quả")
    key = ("target_id",)
    opens_with = (
        "target_id", "indicator", "measure", "nature", "set_by", "time_period", "base_period", "target", "target_min",
        "target_max", "bound", "unit_measure", "outturn", "gap",
    )  # fmt: skip
    omits = (
        "observation_id", "period_basis", "obs_value", "obs_value_high", "out_of", "unit_mult", "obs_status",
        "printed_vi", "line_vi", "printed_en", "line_en", "note",
    )  # fmt: skip
    rules = ()

    target_id: Id = field(
        "Target", "Mục tiêu", "The observation that sets it.", "Số liệu nêu mục tiêu.", codelist="observations"
    )
    target: Figure = field(
        "Target value",
        "Giá trị mục tiêu",
        "In whole units; of a range its low end.",
        "Theo đơn vị gốc; với khoảng là đầu dưới.",
        example="8",
    )
    target_min: Maybe[Figure] = field(
        "Lowest value",
        "Giá trị nhỏ nhất",
        "What the target's bound asks for at least; empty if it sets no floor.",
        "Mức tối thiểu theo giới hạn; trống nếu không có.",
        example="8",
        optional=True,
    )
    target_max: Maybe[Figure] = field(
        "Highest value",
        "Giá trị lớn nhất",
        "What the target's bound allows at most; empty if it sets no ceiling.",
        "Mức tối đa theo giới hạn; trống nếu không có.",
        example="9",
        optional=True,
    )
    outturn: Maybe[Figure] = field(
        "Outturn",
        "Kết quả",
        "The last word on the value reached, told when the period was over; empty where not yet known.",
        "Giá trị mới nhất đạt được, nêu khi thời kỳ đã kết thúc; trống nếu chưa biết.",
        optional=True,
    )
    gap: Maybe[Figure] = field(
        "Gap",
        "Chênh lệch",
        "Outturn less target, in the unit; to the nearer end of a range, and 0 within it.",
        "Kết quả trừ mục tiêu, theo đơn vị; với khoảng tính đến đầu gần hơn, bằng 0 nếu nằm trong.",
        optional=True,
    )
    series_id: Id = field("Series", "Chuỗi số liệu", "The series of the target.", "Chuỗi số liệu của mục tiêu.")
    topic: Code = field("Topic", "Chủ đề", "Topic of the indicator.", "Chủ đề của chỉ tiêu.", codelist="topics")
    source_id: Id = field(
        "Source of the target", "Nguồn mục tiêu", "The document that sets it.", "Tài liệu nêu mục tiêu.",
        codelist="sources",
    )  # fmt: skip
    issued: Date = field("Issued", "Ngày phát hành", "When that was issued (EDTF).", "Ngày phát hành (EDTF).")
    latest: Truth = field(
        "Latest",
        "Mới nhất",
        "Whether this is the last word on the target.",
        "Có phải giá trị mới nhất của mục tiêu.",
        example="true",
    )
    outturn_id: Maybe[Id] = field(
        "Observation of the outturn",
        "Số liệu kết quả",
        "The observation that tells it.",
        "Số liệu nêu kết quả.",
        codelist="observations",
        optional=True,
    )
    outturn_min: Maybe[Figure] = field(
        "Lowest outturn", "Kết quả nhỏ nhất", "By its bound.", "Theo giới hạn của nó.", optional=True
    )
    outturn_max: Maybe[Figure] = field(
        "Highest outturn", "Kết quả lớn nhất", "By its bound.", "Theo giới hạn của nó.", optional=True
    )
    outturn_source_id: Maybe[Id] = field(
        "Source of the outturn",
        "Nguồn kết quả",
        "The document that tells it.",
        "Tài liệu nêu kết quả.",
        codelist="sources",
        optional=True,
    )
    outturn_issued: Maybe[Date] = field(
        "Outturn issued",
        "Ngày phát hành kết quả",
        "When that was issued (EDTF).",
        "Ngày phát hành (EDTF).",
        optional=True,
    )


class Revision(Record):
    """One telling of a series and period, in the order in which sources told it, with what was said before."""

    table, titles = "revisions", ("Revisions", "Điều chỉnh số liệu")
    key = ("observation_id",)
    unique = ("series_id", "time_period", "base_period", "telling")

    series_id: Id = field(
        "Series",
        "Chuỗi số liệu",
        "Same for all values of one series.",
        "Chung cho mọi giá trị của một chuỗi.",
        example="trade-turnover-1f0c5e7a92bd",
    )
    indicator: Code = field("Indicator", "Chỉ tiêu", "What is measured.", "Đại lượng được đo.", codelist="indicators")
    time_period: Maybe[Date] = field(
        "Time period", "Thời kỳ", "The span the value refers to (EDTF).", "Thời kỳ của giá trị (EDTF).", optional=True
    )
    base_period: Maybe[Date] = field(
        "Base period", "Thời kỳ gốc", "The earlier span of a growth.", "Thời kỳ trước của tăng trưởng.", optional=True
    )
    telling: Count = field(
        "Telling",
        "Lần nêu",
        "Place in the sequence, 1 first; of a total, of all its periods.",
        "Thứ tự trong chuỗi lần nêu, 1 là đầu tiên; với tổng cố định là của mọi thời kỳ.",
        example="1",
    )
    issued: Date = field(
        "Issued", "Ngày phát hành", "When the source was issued (EDTF).", "Thời điểm phát hành nguồn (EDTF)."
    )
    source_id: Id = field("Source", "Nguồn", "The document.", "Tài liệu.", codelist="sources")
    observation_id: Id = field("Observation", "Số liệu", "The observation.", "Số liệu.", codelist="observations")
    value: Figure = field("Value", "Giá trị", "In whole units.", "Theo đơn vị gốc.", example="41710400000")
    value_min: Maybe[Figure] = field(
        "Lowest value", "Giá trị nhỏ nhất", "By its bound.", "Theo giới hạn.", optional=True
    )
    value_max: Maybe[Figure] = field(
        "Highest value", "Giá trị lớn nhất", "By its bound.", "Theo giới hạn.", optional=True
    )
    unit_measure: UnitCode = field("Unit", "Đơn vị", "Its unit.", "Đơn vị.", example="USD", codelist="units")
    bound: Code = field(
        "Bound", "Giới hạn", "On which side the true value lies.", "Giá trị thật nằm phía nào.", codelist="bounds"
    )
    previous_id: Maybe[Id] = field(
        "Observation before",
        "Số liệu trước",
        "The last word of the sources before this one.",
        "Giá trị mới nhất của các nguồn trước.",
        codelist="observations",
        optional=True,
    )
    previous_value: Maybe[Figure] = field(
        "Value before",
        "Giá trị trước",
        "What that said, in whole units.",
        "Giá trị đó, theo đơn vị gốc.",
        optional=True,
    )
    change: Maybe[Figure] = field(
        "Change", "Thay đổi", "Value less the value before.", "Giá trị trừ giá trị trước.", optional=True
    )
    latest: Truth = field(
        "Latest", "Mới nhất", "Whether this is the last word.", "Có phải giá trị mới nhất.", example="true"
    )
