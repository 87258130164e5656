"""What is measured, of which part, and in what unit."""

from typing import Annotated

from timeline.cells import Cell, Maybe, choice
from timeline.records.base import field
from timeline.records.codelist import Codelist, Defined, Named
from timeline.vocabulary import Code, IndicatorKind, Title, UnitCode, UnitKind


class Indicator(Defined, Named):
    """What is measured, its name free of unit, place and time."""

    table, titles = "indicators", ("Indicators", "Chỉ tiêu")
    opens_with = (
        "code",
        "name_en",
        "name_vi",
        "topic",
        "kind",
        "unit_measure",
        "whole",
        "definition_en",
        "definition_vi",
    )

    topic: Code = field("Topic", "Chủ đề", "What it is about.", "Thuộc chủ đề nào.", example="trade", codelist="topics")
    kind: Annotated[IndicatorKind, Cell(choice(IndicatorKind))] = field(
        "Kind",
        "Loại",
        "How it behaves in time: stock, flow, rate, or total (one sum for good).",
        "Tính chất theo thời gian: stock (thời điểm), flow (thời kỳ), rate (tỷ lệ), total (tổng cố định).",
        example="flow",
    )
    unit_measure: UnitCode = field(
        "Unit", "Đơn vị", "The usual unit of a level.", "Đơn vị thường dùng.", example="USD", codelist="units"
    )
    whole: Maybe[Code] = field(
        "Whole",
        "Tổng thể",
        "The indicator that a share is a part of.",
        "Chỉ tiêu tổng thể của tỷ trọng.",
        example="population",
        codelist="indicators",
        optional=True,
    )


class Breakdown(Codelist):
    """A part of a whole, within a dimension."""

    table, titles, tree = "breakdowns", ("Breakdowns", "Phân tổ"), "parent"
    dimension: Code = field(
        "Dimension", "Chiều", "What the whole is divided by.", "Tiêu thức phân chia.", example="direction"
    )
    parent: Maybe[Code] = field(
        "Parent", "Cấp trên", "The part above.", "Phân tổ cấp trên.", codelist="breakdowns", optional=True
    )


class Unit(Codelist):
    """What a value is measured in."""

    table, titles = "units", ("Units", "Đơn vị")
    code: UnitCode = field("Code", "Mã", "ISO 4217, UCUM, or local.", "ISO 4217, UCUM hoặc riêng.", example="USD")
    kind: Annotated[UnitKind, Cell(choice(UnitKind))] = field(
        "Kind",
        "Loại",
        "currency, count, quantity, ratio or rank.",
        "Tiền tệ, số đếm, đại lượng, tỷ lệ hoặc thứ hạng.",
        example="currency",
    )
    system: Title = field("System", "Hệ thống", "Whose code it is.", "Mã thuộc hệ thống nào.", example="ISO 4217")
