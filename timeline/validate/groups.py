"""Which cells bring observations together, and which words set a check off: for its readings and for whole tables."""

from timeline.records import SERIES_KEY
from timeline.vocabulary import Measure, UnitKind

KEY = (*(name for name in SERIES_KEY if name not in {"unit_measure", "set_by"}), "time_period")
"""The cells by which a check asks for related readings; those of all units, setters and base periods come together."""
LEVELS = ("indicator", "breakdown", "subject", "ref_area", "counterpart_area")
"""What a growth, change, multiple, share or completion has in common with the figures that it is made of."""
MOMENT = ("subject", "counterpart_area", "nature", "time_period")
"""What a share has in common with its whole."""
ADDED = (
    "indicator", "subject", "ref_area", "counterpart_area", "base_area", "unit_measure", "nature", "set_by",
    "time_period",
)  # fmt: skip
"""What parts have in common with each other and with their whole."""
FLOW = ("indicator", "breakdown", "subject", "ref_area", "counterpart_area", "base_area", "unit_measure")
"""What cumulative figures of one year have in common."""
SIZED = (
    "indicator", "measure", "breakdown", "subject", "ref_area", "counterpart_area", "base_area", "unit_measure",
)  # fmt: skip
"""What figures of like size have in common."""
TOLD = (*SERIES_KEY, "time_period", "base_period")
"""What two tellings of one thing have in common."""

MADE = {Measure.GROWTH, Measure.CHANGE, Measure.MULTIPLE}
"""Measures that two levels make."""
QUANTITIES = {UnitKind.CURRENCY, UnitKind.COUNT, UnitKind.QUANTITY}
"""Units of what adds up and has a size."""
SIZES = {Measure.LEVEL, Measure.AVERAGE, Measure.PEAK}
"""Measures that have a size."""
FAR = 2.0
"""Powers of ten between a value and the middle one of its series: a slip of a thousand, with room for real growth."""
