"""Figures in a text of one language: value, multiplier, unit, and how they are bounded.

`amounts.py` reads one figure; here stand the questions that a printed one answers.
"""

from decimal import Decimal
from functools import lru_cache
from unicodedata import normalize

from timeline.phrases.amounts import EXACT, Figure, Notations, read
from timeline.phrases.lexicon import Language
from timeline.phrases.numerals import other, read_alone

TURNED = {"over": "under", "at_least": "at_most", "under": "over", "at_most": "at_least", "nearly": "over"}
"""Bound of a figure -> that of the fall by it: a fall of more than 15 is less than -15."""


def read_figures(text: str, language: Language, *, other_notation: bool = False, alone: bool = False) -> list[Figure]:
    """Find the figures in a text (NFC), in their order.

    Telephone, document and border marker numbers and dates are passed over.

    Args:
        text: a few words or a line.
        language: of the text.
        other_notation: read digits with the separators of the other language.
        alone: the text is one cell: read - 1.200, ,77 and 1,2M too where they are all of it.
    """
    notations = (other(language) if other_notation else language,)
    figures = _read(text, language, notations)
    return (_alone(text, notations) if alone else []) or list(figures)


def reads_as(printed: str, language: Language, value: Decimal, unit_mult: int, *, unsigned_fall: bool = False) -> bool:
    """Tell whether a printed figure is value × 10^unit_mult, exactly.

    Either end of a range counts, and the first number of «6.494/6.508». The other language's separators count for a
    number that is not set in its own: in Vietnamese 2.96 is read so, and 1.524 is a thousand and more.

    Args:
        printed: the figure, as printed.
        language: of the text.
        value: the number wanted.
        unit_mult: its power of ten.
        unsigned_fall: whether a figure without a sign also stands for a fall («15%» for −15), unless a plus sign or a
            word of increase is printed with it.
    """
    return _bearer(printed, language, value.scaleb(unit_mult), unsigned_fall) is not None


def printed_bound(
    printed: str, language: Language, value: Decimal, unit_mult: int, *, unsigned_fall: bool = False
) -> str | None:
    """Return the bound that is printed with the figure that `reads_as` the value, or None if there is none.

    A fall turns it: «hơn 15%» for −15 is under −15, and «gần 15%» is over it.
    """
    wanted = value.scaleb(unit_mult)
    figure = _bearer(printed, language, wanted, unsigned_fall)
    if not figure or figure.bound == EXACT:
        return None
    return TURNED.get(figure.bound, figure.bound) if wanted < 0 <= figure.value else figure.bound


def printed_unit(printed: str, language: Language) -> str | None:
    """Return the unit code of the first figure in a printed text, or None if it names none."""
    figures = _read(_plain(printed), language, (language, other(language)))
    return figures[0].unit if figures else None


def _bearer(printed: str, language: Language, wanted: Decimal, unsigned_fall: bool) -> Figure | None:
    """Return the first figure one of whose numbers is the one wanted."""
    for figure in _read(_plain(printed), language, (language, other(language))):
        wants = {wanted, -wanted} if unsigned_fall and wanted < 0 and not figure.rise else {wanted}
        ends = (figure.value, figure.value_high)
        if wants & {end.scaleb(figure.unit_mult) for end in ends if end is not None}:
            return figure
    return None


@lru_cache(maxsize=16_384)
def _read(text: str, language: Language, notations: Notations) -> tuple[Figure, ...]:
    return tuple(read(text, language, notations))


def _alone(text: str, notations: Notations) -> list[Figure]:
    number = read_alone(text, *notations)
    if not number:
        return []
    start, printed = len(text) - len(text.lstrip()), text.strip()
    return [Figure(start, start + len(printed), printed, number[0], None, None, number[1], None, EXACT, rise=False)]


def _plain(printed: str) -> str:
    return normalize("NFC", printed.replace("**", ""))
