"""The row rules of observations; names with a dot are looked up: `unit_measure.kind` is the kind of that unit's row."""

from decimal import Decimal

from timeline.expressions import Call, Cells, Filled, Number, Rule, Text
from timeline.phrases import Language, printed_bound, printed_unit, read_figures, reads_as
from timeline.records.limits import first_day, fits, last_day, name_invalid, rank_within, valid_places, whole, within

FIGURE = ("obs_value", "obs_value_high", "unit_mult", "unit_measure")
PERCENT = "%"
FALLING = ("growth", "change")
"""The measures whose values fall below zero while the source prints no sign."""

TELLINGS = ("printed_vi", "printed_en", *FIGURE)
READ = (*TELLINGS, "measure")
BOUNDED = ("printed_vi", "printed_en", "obs_value", "unit_mult", "unit_measure", "measure")


def printed_holds(
    language: Language, printed: str, value: str, high: str, mult: str, unit: str, measure: str
) -> bool | None:
    """Whether a figure as printed reads as the value (of a range: as both ends); None where nothing is printed.

    A share in words stands for its percentage: «một nửa» and "half" are 50 %. Of a growth or change a figure without a
    sign may tell a fall.
    """
    if not printed or not value or not mult:
        return None
    ends = [Decimal(end) for end in (value, high) if end]
    return all(
        any(reads_as(printed, language, end, power, unsigned_fall=measure in FALLING) for power in powers)
        for powers in [_powers(printed, mult, unit)]
        for end in ends
    )


def bound_told(language: Language, printed: str, value: str, mult: str, unit: str, measure: str) -> str | None:
    """The bound that is printed with the figure that reads as the value; None where there is none."""
    if not printed or not value or not mult:
        return None
    told = (
        printed_bound(printed, language, Decimal(value), power, unsigned_fall=measure in FALLING)
        for power in _powers(printed, mult, unit)
    )
    return next(filter(None, told), None)


def _powers(printed: str, mult: str, unit: str) -> tuple[int, ...]:
    """The powers of ten that the value may have in print: its own, and of a percentage in words that of a share."""
    in_words = unit == PERCENT and not any(map(str.isdigit, printed))
    return (int(mult), int(mult) - 2) if in_words else (int(mult),)


def tellings_hold(vi: str, en: str, *figure: str) -> list[bool | None]:
    """Of the Vietnamese and the English telling, whether it bears the figure."""
    return [printed_holds(Language.VI, vi, *figure), printed_holds(Language.EN, en, *figure)]


def one_telling_holds(conflicts: str, *tellings: str) -> bool | None:
    """Whether at least one of the tellings that print a figure bears the value.

    Where conflicts.csv lists the figure, one set in the notation of the other language does too: a Vietnamese «7,780»
    that a person judged to be 7780.
    """
    held = tellings_hold(*tellings)
    if held == [None, None]:
        return None
    return True in held or (figure_listed(conflicts) and in_other_notation(*tellings))


def in_other_notation(vi: str, en: str, value: str, high: str, mult: str, *_: str) -> bool:
    """Whether a telling, read with the other language's separators, has the value."""
    wanted = Decimal(value).scaleb(int(mult))
    return any(
        figure.value.scaleb(figure.unit_mult) == wanted
        for language, printed in zip(Language, (vi, en), strict=True)
        for figure in read_figures(printed, language, other_notation=True)
    )


def tellings_agree(*tellings: str) -> bool | None:
    """Whether both tellings bear the value, where at least one does."""
    held = tellings_hold(*tellings)
    return None if True not in held else False not in held


def bounds_told(vi: str, en: str, *figure: str) -> dict[Language, str]:
    """The bound that each telling prints with the figure, of those that print one."""
    told = {language: bound_told(language, text, *figure) for language, text in zip(Language, (vi, en), strict=True)}
    return {language: bound for language, bound in told.items() if bound}


def bound_holds(bound: str, *tellings: str) -> bool | None:
    """Whether the bound is what a telling prints; None where none prints one."""
    told = bounds_told(*tellings)
    return bound in told.values() if told else None


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


def _bounds(cells: Cells) -> dict[str, str]:
    """The bounds that the tellings print, for the message; the first is the one suggested."""
    told = bounds_told(*(cells.get(name) or "" for name in BOUNDED))
    shown = [f"{language} «{cells[f'printed_{language}']}» ({bound})" for language, bound in told.items()]
    return {"told": ", ".join(shown), "suggestion": next(iter(told.values()), "")}


def _said(printed: str, language: Language) -> list[str]:
    figures = [(figure, (figure.value, figure.value_high)) for figure in read_figures(printed, language)]
    return [
        "–".join(_plain(str(end), str(figure.unit_mult)) for end in ends if end is not None) for figure, ends in figures
    ]


def _plain(value: str, mult: str) -> str:
    return format(Decimal(value).scaleb(int(mult)), "f")


def _place_rule(name: str) -> Rule:
    arguments = ("time_period", name, f"{name}.valid_from", f"{name}.valid_to")
    limited = Filled(name) & (Filled(arguments[2]) | Filled(arguments[3]))
    return Rule("place-invalid", name, limited, Call(valid_places, arguments), name_invalid("time_period", name))


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
    Rule(
        "printed-differs",
        "obs_value",
        Filled("obs_value"),
        Call(one_telling_holds, ("record.conflicts", *READ)),
        _reading,
    ),
    Rule(
        "tellings-differ",
        "obs_value",
        ~Call(figure_listed, ("record.conflicts",)),
        Call(tellings_agree, READ),
        _reading,
    ),
    Rule("bound-differs", "bound", ~Filled("obs_value_high"), Call(bound_holds, ("bound", *BOUNDED)), _bounds),
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
    Rule("range-bound", "bound", Filled("obs_value_high"), Text("bound").among("exact")),
    Rule("value-large", "obs_value", Filled("obs_value"), Call(fits, ("obs_value", "unit_mult"))),
    Rule("value-large", "obs_value_high", Filled("obs_value_high"), Call(fits, ("obs_value_high", "unit_mult"))),
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
