"""The row rules of observations; names with a dot are looked up: `unit_measure.kind` is the kind of that unit's row."""

from decimal import Decimal

from timeline.expressions import Call, Cells, Filled, Number, Rule, Text
from timeline.phrases import Language, printed_unit, read_figures, reads_as
from timeline.records.limits import first_day, last_day, name_invalid, rank_within, valid_places, whole, within

FIGURE = ("obs_value", "obs_value_high", "unit_mult", "unit_measure")
PERCENT = "%"
TELLINGS = ("printed_vi", "printed_en", *FIGURE)


def printed_holds(language: Language, printed: str, value: str, high: str, mult: str, unit: str) -> bool | None:
    """Whether a figure as printed reads as the value (of a range: as both ends); None where nothing is printed.

    A share in words stands for its percentage: «một nửa» and "half" are 50 %.
    """
    if not printed or not value or not mult:
        return None
    in_words = unit == PERCENT and not any(map(str.isdigit, printed))
    ends = [Decimal(end) for end in (value, high) if end]
    return all(
        reads_as(printed, language, end, int(mult)) or (in_words and reads_as(printed, language, end, int(mult) - 2))
        for end in ends
    )


def tellings_hold(vi: str, en: str, *figure: str) -> list[bool | None]:
    """Of the Vietnamese and the English telling, whether it bears the figure."""
    return [printed_holds(Language.VI, vi, *figure), printed_holds(Language.EN, en, *figure)]


def one_telling_holds(*tellings: str) -> bool | None:
    """Whether at least one of the tellings that print a figure bears the value."""
    held = tellings_hold(*tellings)
    return None if held == [None, None] else True in held


def tellings_agree(*tellings: str) -> bool | None:
    """Whether both tellings bear the value, where at least one does."""
    held = tellings_hold(*tellings)
    return None if True not in held else False not in held


def figure_listed(columns: str) -> bool:
    """Whether the columns that the record's rows in conflicts.csv name, with `;` between, are about its figure."""
    return bool({*columns.split(";")} & {*TELLINGS})


def unit_named(printed_vi: str, printed_en: str, unit: str) -> bool:
    """Whether no telling names another currency, percentage or measure than the unit recorded."""
    named = units_named(printed_vi, printed_en)
    return not named or unit in named or (named == ["%"] and unit == "pp")


def units_named(printed_vi: str, printed_en: str) -> list[str]:
    """The units that the tellings name, each once."""
    told = (printed_unit(printed_vi, Language.VI), printed_unit(printed_en, Language.EN))
    return list(dict.fromkeys(unit for unit in told if unit))


def _named(cells: Cells) -> dict[str, str]:
    """The units that the tellings name, for the message."""
    return {"named": ", ".join(units_named(cells.get("printed_vi") or "", cells.get("printed_en") or ""))}


def _reading(cells: Cells) -> dict[str, str]:
    """What the tellings read as, for the message."""
    told = [
        f"{language} «{printed}» ({'; '.join(_said(printed, language)) or '?'})"
        for language in Language
        if (printed := cells.get(f"printed_{language}") or "")
    ]
    ends = [end for end in (cells["obs_value"], cells.get("obs_value_high") or "") if end]
    return {"told": ", ".join(told), "value": "–".join(_plain(end, cells["unit_mult"]) for end in ends)}


def _said(printed: str, language: Language) -> list[str]:
    figures = [(figure, (figure.value, figure.value_high)) for figure in read_figures(printed, language)]
    return [
        "–".join(_plain(str(end), str(figure.unit_mult)) for end in ends if end is not None) for figure, ends in figures
    ]


def _plain(value: str, mult: str) -> str:
    return format(Decimal(value).scaleb(int(mult)), "f")


def _place_rule(name: str) -> Rule:
    arguments = ("time_period", name, f"{name}.valid_from", f"{name}.valid_to")
    return Rule("place-invalid", name, Filled(name), Call(valid_places, arguments), name_invalid("time_period", name))


_AGAINST_A_PERIOD = Text("measure").among("growth", "change", "completion")
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
    Rule(
        "tellings-differ",
        "obs_value",
        ~Call(figure_listed, ("record.conflicts",)),
        Call(tellings_agree, TELLINGS),
        _reading,
    ),
    Rule(
        "unit-differs",
        "unit_measure",
        Filled("unit_measure.kind"),
        Call(unit_named, ("printed_vi", "printed_en", "unit_measure")),
        _named,
    ),
    Rule(
        "actual-early",
        "time_period",
        Text("nature").among("actual"),
        first_day("time_period") <= last_day("source.issued"),
    ),
    Rule("basis-missing", "period_basis", Filled("time_period"), Filled("period_basis")),
    Rule("growth-base", "base_period", _AGAINST_A_PERIOD, Filled("base_period") | Filled("note")),
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
