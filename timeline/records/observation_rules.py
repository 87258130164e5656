"""The row rules of observations; names with a dot are looked up: `unit_measure.kind` is the kind of that unit's row."""

from decimal import Decimal

from timeline.expressions import Call, Cells, Filled, Number, Rule, Text
from timeline.phrases import Language, printed_unit, read_figures, reads_as
from timeline.records.limits import first_day, last_day, name_invalid, rank_within, valid_places, whole, within

FIGURE = ("obs_value", "obs_value_high", "unit_mult")
TELLINGS = ("printed_vi", "printed_en", *FIGURE)


def printed_holds(language: Language, printed: str, value: str, high: str, mult: str) -> bool | None:
    """Whether a figure as printed reads as the value (of a range: as both ends); None where nothing is printed."""
    if not printed or not value or not mult:
        return None
    ends = [Decimal(end) for end in (value, high) if end]
    return all(reads_as(printed, language, end, int(mult)) for end in ends)


def one_telling_holds(vi: str, en: str, value: str, high: str, mult: str) -> bool | None:
    """Whether at least one of the tellings that print a figure bears the value."""
    held = [printed_holds(Language.VI, vi, value, high, mult), printed_holds(Language.EN, en, value, high, mult)]
    return None if held == [None, None] else True in held


def tellings_agree(vi: str, en: str, value: str, high: str, mult: str) -> bool | None:
    """Whether both tellings bear the value, where at least one does."""
    held = [printed_holds(Language.VI, vi, value, high, mult), printed_holds(Language.EN, en, value, high, mult)]
    return None if True not in held else False not in held


def unit_named(printed_vi: str, printed_en: str, unit: str) -> bool:
    """Whether no telling names another currency, percentage or measure than the unit recorded."""
    named = {printed_unit(printed_vi, Language.VI), printed_unit(printed_en, Language.EN)} - {None}
    return not named or unit in named or (named == {"%"} and unit == "pp")


def _reading(cells: Cells) -> dict[str, str]:
    """What the tellings read as, for the message."""
    told = [
        f"«{printed}» ({'; '.join(_said(printed, language)) or '–'})"
        for language in Language
        if (printed := cells.get(f"printed_{language}") or "")
    ]
    return {"told": ", ".join(told), "value": _plain(cells["obs_value"], cells["unit_mult"])}


def _said(printed: str, language: Language) -> list[str]:
    return [_plain(str(figure.value), str(figure.unit_mult)) for figure in read_figures(printed, language)]


def _plain(value: str, mult: str) -> str:
    return format(Decimal(value).scaleb(int(mult)), "f")


def _place_rule(name: str) -> Rule:
    arguments = ("time_period", name, f"{name}.valid_from", f"{name}.valid_to")
    return Rule("place-invalid", name, Filled(name), Call(valid_places, arguments), name_invalid("time_period", name))


_PERCENT = Text("measure").among("growth", "share", "completion")

OBSERVATION_RULES: tuple[Rule, ...] = (
    Rule(
        "evidence-missing",
        "printed_vi",
        ~Filled("printed_vi") & ~Filled("printed_en"),
        Filled("printed_vi"),
    ),
    Rule("printed-alone", "line_vi", Filled("printed_vi"), Filled("line_vi")),
    Rule("printed-alone", "printed_vi", Filled("line_vi"), Filled("printed_vi")),
    Rule("printed-alone", "line_en", Filled("printed_en"), Filled("line_en")),
    Rule("printed-alone", "printed_en", Filled("line_en"), Filled("printed_en")),
    Rule("lines-outside", "line_vi", Filled("line_vi"), Call(within, ("line_vi", "source.lines"))),
    Rule("lines-outside", "line_en", Filled("line_en"), Call(within, ("line_en", "source.lines"))),
    Rule("printed-differs", "obs_value", Filled("obs_value"), Call(one_telling_holds, TELLINGS), _reading),
    Rule("tellings-differ", "obs_value", ~Filled("record.conflicts"), Call(tellings_agree, TELLINGS), _reading),
    Rule(
        "unit-differs",
        "unit_measure",
        Filled("unit_measure"),
        Call(unit_named, ("printed_vi", "printed_en", "unit_measure")),
    ),
    Rule(
        "actual-early",
        "time_period",
        Text("nature").among("actual"),
        first_day("time_period") <= last_day("source.issued"),
    ),
    Rule("basis-missing", "period_basis", Filled("time_period"), Filled("period_basis")),
    Rule("growth-base", "base_period", Text("measure").among("growth"), Filled("base_period") | Filled("note")),
    Rule("rank-whole", "obs_value", Text("measure").among("rank"), Call(whole, ("obs_value",))),
    Rule("rank-above", "obs_value", Text("measure").among("rank"), Call(rank_within, ("obs_value", "out_of"))),
    Rule("range-reversed", "obs_value_high", Filled("obs_value_high"), Number("obs_value") < Number("obs_value_high")),
    Rule(
        "unit-mult",
        "unit_mult",
        Number("unit_mult").differs(0),
        Text("unit_measure.kind").among("currency", "count", "quantity"),
    ),
    Rule("measure-unit", "unit_measure", _PERCENT, Text("unit_measure.kind").among("ratio")),
    Rule("measure-unit", "unit_measure", Text("measure").among("rank"), Text("unit_measure.kind").among("rank")),
    _place_rule("ref_area"),
    _place_rule("counterpart_area"),
    _place_rule("base_area"),
)
