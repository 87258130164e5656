"""Figures in running text, each with what the words beside it say: measure, nature, status, noun and comparison.

Years, dates, ordinals, names and numbers of documents are passed over. What may well be no statistic (a bare count in
words, the parts of a text, a length of time) is marked weak and left to the caller.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from timeline.phrases.amounts import EXACT, PARTS, RANK, Figure, read
from timeline.phrases.context import Context, Cue
from timeline.phrases.lexicon import Language
from timeline.phrases.measures import Told, measure_of
from timeline.phrases.numerals import other, parse_digits
from timeline.phrases.quantities import TURNED

_TIME_UNITS = frozenset({"a", "mo", "d", "h", "min"})
_COMPARED = frozenset({"growth", "change", "multiple", "completion", "share"})
_TOLD_BY_WORDS = frozenset({"multiple", RANK})
_YEARS = range(1900, 2100)
_CARRY = 120  # characters over which a word of aim or plan still holds
_NEAR = 80
_BESIDE_REACH = 24
_FUTURE = frozenset({"sẽ", "will", "dự kiến", "expected", "planned", "scheduled"})
_EXPECTED = frozenset({"dự kiến", "expected", "total estimated investment"})  # of an amount, they say it is estimated
_NATURES = {"target": "target", "plan": "plan", "forecast": "forecast", "actual": "actual"}
_STATUSES = {"estimate": "E", "provisional": "P"}
_DIGITS = re.compile(r"[0-9][0-9.,\s]*[0-9]|[0-9]")
_BESIDE = re.compile(r"\s*\(?(?:(?:growth|annual|tăng\s+trưởng)\s+)?", re.IGNORECASE)
_GOAL_OF = re.compile(r"(?:%\s*(?:of\s+(?:\w+\s+){0,4})?|\b(?:so\s+với|than)\s+(?:the\s+)?)\Z", re.IGNORECASE)
_GOAL_ITSELF = re.compile(r"(?:(?!\b(?:and|và)\b)[^,;.:]){0,40}\b(?:là|of|is|was)\s+(?:\w+\s+)?", re.IGNORECASE)
_SHORTENED = re.compile(
    r"\b(?:rút\s+(?:ngắn|xuống)|giảm|shorten(?:ed|s|ing)?|cut(?:s|ting)?|reduc(?:ed?|es|ing))\b[^.;]*\b"
    r"(?:từ|from|xuống(?:\s+còn)?|còn|to)\s+(?:\w+\s+)?\Z",
    re.IGNORECASE,
)
_MOVED = re.compile(r"\s+(?:to|lên|xuống|lên\s+(?:đến|tới)|xuống\s+còn)\s+(?:\w+\s+){0,2}", re.IGNORECASE)
_ABOUT_TO = re.compile(r"[^.,;:()0-9]{0,60}")
_OPENING = re.compile(r"\W*(?:the|theo|trong|in\s+the)?\W*", re.IGNORECASE)
_DEFINITE = re.compile(r"\b(?:the|its|these|those|all|our|their)\s+\Z", re.IGNORECASE)
_NAME_BEFORE = re.compile(r"(?-i:\b[A-ZĐÀ-Ỹ][^\W\d_]*)[ \t]+\Z")


@dataclass(frozen=True, slots=True)
class Quantity:
    """A figure of running text and what is said of it.

    The figure's value has the sign of a fall and of a rank gained (a rise by 13 places is -13); its bound is turned
    with it. A thing counted has the unit `1`, half of a whole is 50 %.

    Attributes:
        figure: as `read_figures` gives it, with places in the whole text.
        measure: level, average, peak, growth, change, multiple, share, rank or completion.
        nature: actual, plan, target or forecast.
        status: A, E (estimated), P (provisional) or F (forecast).
        noun: what is counted or measured, in the words beside the figure; "" if they do not say.
        base: the span of the words of the comparison, None if there is none.
        cue: the word that announced the figure, "" if none.
        ambiguous: the value in the other notation where the text alone does not decide, else None.
        weak: whether it may well be no statistic.
    """

    figure: Figure
    measure: str
    nature: str
    status: str
    noun: str
    base: tuple[int, int] | None
    cue: str
    ambiguous: Decimal | None
    weak: bool


def find_quantities(text: str, language: Language, *, taken: Sequence[tuple[int, int]] = ()) -> list[Quantity]:
    """Find the figures of a running text (NFC) of one language, in their order.

    Args:
        text: one or more paragraphs, without hard line breaks.
        language: of the text.
        taken: spans already read, such as dates, that are passed over.
    """
    context = Context(text, language)
    read_ = read(text, language, (language, other(language)), taken=taken, tables=("skips", "passes"))
    wholes = _wholes(context, taken)
    places = {whole.start for whole in wholes}
    others = (one for one in read_ if one.start not in places and not _is_year(context, one))
    figures = sorted([*wholes, *others], key=lambda figure: figure.start)
    foreign = _set_in_other(figures, language)
    found: list[Quantity] = []
    for at, figure in enumerate(figures):
        following = figures[at + 1].start if at + 1 < len(figures) else len(text)
        quantity = _quantity(context, figure, following, found[-1] if found else None, foreign)
        if quantity:
            found.append(quantity)
    return _with_bases(context, found)


def _wholes(context: Context, taken: Sequence[tuple[int, int]]) -> list[Figure]:
    """Return the figures told by a word alone: a first place, doubled."""
    figures = []
    for match in context.words.wholes.finditer(context.text):
        table = str(match.lastgroup)
        value = Decimal(context.words.lexicon.meaning(table, match[0]))
        unit = RANK if table == "places" else "1"
        if not any(start <= match.start() < end for start, end in taken):
            figures.append(Figure(match.start(), match.end(), match[0], value, None, None, 0, unit, EXACT, rise=False))
    return figures


def _set_in_other(figures: Sequence[Figure], language: Language) -> bool:
    """Tell whether numbers of a text are set with the separators of the other language only."""
    digits = [found[0] for figure in figures if (found := _DIGITS.search(figure.text))]
    own = any(parse_digits(number, language) is None for number in digits)
    return own and not any(parse_digits(number, other(language)) is None for number in digits)


def _quantity(
    context: Context, figure: Figure, following: int, previous: Quantity | None, foreign: bool
) -> Quantity | None:
    start, end = context.sentence(figure.start)
    floor = max(start, previous.figure.end if previous else 0)
    last = previous if previous and previous.figure.end > start else None
    behind = context.noun_behind(figure.end, min(end, following), of_whole=bool(figure.unit) or figure.value in PARTS)
    if any(cue.kind == "base" for cue in context.between(figure.end, figure.end + 2)):
        behind = ""
    if _is_no_figure(context, figure, behind, floor) or _is_no_number(context, figure, behind, last):
        return None
    told = measure_of(
        context, figure, behind, (floor, min(end, following)), (last.measure, last.figure) if last else None
    )
    if not told:
        return None
    figure, ambiguous = _in_notation(context.words.lexicon.language, figure, behind, foreign)
    nature = _nature(context, figure, start, last, told)
    status = "F" if nature == "forecast" else _status(context, figure, start, last, told)
    noun = _noun(context, figure, behind, floor, last, told)
    return Quantity(
        figure=_signed(figure, told, noun),
        measure=told.measure,
        nature=nature,
        status=status,
        noun=noun,
        base=told.base if told.measure in _COMPARED else None,
        cue=told.cue,
        ambiguous=ambiguous,
        weak=told.weak
        or (told.measure not in _TOLD_BY_WORDS and not told.percent and _is_weak(context, figure, behind, noun)),
    )


def _noun(context: Context, figure: Figure, behind: str, floor: int, last: Quantity | None, told: Told) -> str:
    """Return what is counted or measured: of a ratio to something earlier, what that was."""
    if told.measure == "completion" and last:
        return last.noun
    if told.measure in {"completion", "multiple"}:
        behind = ""
    before = context.text[last.figure.end : figure.start] if last else ""
    goes_on = last is not None and (figure.unit or _MOVED.fullmatch(before))
    return behind or context.noun_before(floor, figure.start) or (last.noun if last and goes_on else "")


def _is_year(context: Context, figure: Figure) -> bool:
    """Tell whether a figure is the bare number of a year."""
    year = figure.value in _YEARS and figure.text[:4].isdigit()
    if not year or figure.unit_mult or figure.unit not in {None, "a"}:
        return False
    return figure.unit == "a" or not context.words.nouns.match(context.text, figure.end)


def _is_no_figure(context: Context, figure: Figure, noun: str, floor: int) -> bool:
    """Tell whether a bare number is one in a name."""
    if figure.unit or figure.unit_mult or figure.out_of is not None or not figure.text.isdigit():
        return False
    lead = context.text[max(floor, figure.start - 30) : figure.start]
    return figure.value < 100 and not noun and bool(_NAME_BEFORE.search(lead)) and not lead.isupper()


def _is_no_number(context: Context, figure: Figure, noun: str, last: Quantity | None) -> bool:
    """Tell whether a number word is an article, a name or another word that is spelt so."""
    if context.words.lexicon.language is not Language.VI or figure.unit or figure.unit_mult:
        return False
    word = figure.text.casefold()
    if word == "năm":
        return not context.words.nouns.match(context.text, figure.end)
    if word == "một":
        return not (
            noun and last and figure.start - last.figure.end < 60 and context.kind_of(figure.end, "") == "count"
        )
    before = context.text[max(0, figure.start - 24) : figure.start]
    named = figure.text[:1].isupper() and not figure.text.isupper()
    return named and (noun[:1].isupper() or bool(_NAME_BEFORE.search(before)))


def _in_notation(language: Language, figure: Figure, noun: str, foreign: bool) -> tuple[Figure, Decimal | None]:
    """Decide the notation of a number that can be read in both, and return the other reading where one is left."""
    number = _DIGITS.search(figure.text)
    if not number or figure.value_high is not None:
        return figure, None
    own, others = parse_digits(number[0], language), parse_digits(number[0], other(language))
    if own is None or others is None or own == others:
        return figure, None
    parts = own != own.to_integral_value() and others == others.to_integral_value()
    counted = bool(noun) and not figure.unit and not figure.unit_mult
    if parts and (counted or foreign):
        return replace(figure, value=others.copy_sign(figure.value)), own
    return figure, others if parts or foreign else None


def _signed(figure: Figure, told: Told, noun: str) -> Figure:
    """Return the figure with the sign and unit that the words beside it give."""
    unit = told.unit or figure.unit or ("1" if noun else None)
    value, high, bound = figure.value, figure.value_high, figure.bound
    if told.percent:
        value = (value * 100).to_integral_value()
    if told.negative and value > 0:
        value, high = (-value, None) if high is None else (-high, -value)
        bound = TURNED.get(bound, bound)
    return replace(figure, value=value, value_high=high, bound=told.bound or bound, unit=unit)


def _nature(context: Context, figure: Figure, start: int, last: Quantity | None, told: Told) -> str:
    """Return the nature that the nearest word before tells, or one directly behind."""
    for cue in context.between(figure.end, figure.end + _NEAR):
        gap = context.text[figure.end : cue.start]
        near = cue.start < figure.end + _BESIDE_REACH
        if near and cue.kind in ("target", "plan", "forecast") and cue != told.goal and _BESIDE.fullmatch(gap):
            return cue.kind
        if cue.word.casefold() in _FUTURE and _ABOUT_TO.fullmatch(gap):
            return "plan"
    chained = last.figure.end if last and last.nature != "actual" else start
    for cue in reversed(context.between(start, figure.start)):
        itself = _GOAL_ITSELF.fullmatch(context.text[cue.end : figure.start])
        if _is_goal_of(context, cue, start) and not itself:
            continue
        if cue.kind == "goal" and (itself or _announces(context, cue, start, figure)):
            return "plan"
        if cue.kind in _NATURES:
            near = figure.start - max(cue.end, chained) <= _CARRY
            return _NATURES[cue.kind] if near else "actual"
    return "actual"


def _announces(context: Context, cue: Cue, start: int, figure: Figure) -> bool:
    """Tell whether a plan is what the sentence opens with, or lists behind a colon."""
    opens = _OPENING.fullmatch(context.text[start : cue.start]) and figure.start - cue.end <= _CARRY
    return bool(opens) or ":" in context.text[cue.end : min(cue.end + 30, figure.start)]


def _is_goal_of(context: Context, cue: Cue, start: int) -> bool:
    """Tell whether a word of aim is what an earlier figure is a part of: 80 % of the target."""
    return bool(_GOAL_OF.search(context.text[max(start, cue.start - 40) : cue.start]))


def _status(context: Context, figure: Figure, start: int, last: Quantity | None, told: Told) -> str:
    """Return the status that the sentence tells before the figure; past a semicolon it holds for growth only."""
    if told.measure == RANK:
        return "A"
    for cue in reversed(context.between(start, figure.start)):
        parted = context.text.rfind(";", cue.end, figure.start)
        if cue.kind in _STATUSES:
            if told.measure == "growth" and last and last.figure.start > parted:
                return last.status if last.measure != RANK else _STATUSES[cue.kind]
            return "A" if parted >= 0 and told.measure != "growth" else _STATUSES[cue.kind]
        near = cue.word.casefold() in _EXPECTED and cue.end > figure.start - _NEAR
        if near and (not last or last.status == "E") and figure.unit and figure.unit_mult:
            return "E"
    return "A"


def _is_weak(context: Context, figure: Figure, behind: str, noun: str) -> bool:
    if figure.unit in _TIME_UNITS:
        return not _SHORTENED.search(context.text[max(0, figure.start - _NEAR) : figure.start])
    if figure.unit or figure.unit_mult >= 3:
        return False
    spoken = not any(char.isdigit() for char in figure.text)
    lead = context.text[max(0, figure.start - 30) : figure.start]
    if figure.text.isdigit() and not behind and _NAME_BEFORE.search(lead):
        return True
    kind = context.kind_of(figure.end, noun)
    if spoken and (figure.value == 1 or _DEFINITE.search(context.text, max(0, figure.start - 8), figure.start)):
        return True
    return kind in ("part", "side", "time") or not noun or (spoken and kind != "count")


def _with_bases(context: Context, found: list[Quantity]) -> list[Quantity]:
    """Give growth without a comparison of its own that of the nearest figure of its sentence."""
    bases = [(quantity.figure.start, quantity.base) for quantity in found if quantity.base]
    result = []
    for quantity in found:
        base = quantity.base
        if not base and quantity.measure in ("growth", "change", "multiple"):
            start, end = context.sentence(quantity.figure.start)
            near = [(place < quantity.figure.start, span) for place, span in bases if start <= place < end]
            base = min(near, key=lambda one: one[0])[1] if near else None
        result.append(replace(quantity, base=base))
    return result
