"""Reads dates and figures in a text of one language.

`read_dates`, `find_dates` (single dates) and `read_figures` find them, `names` and `reads_as` prove that a text tells
a known one, `suggest` says which EDTF a bad cell means; `opening` is
where the sentence of a date begins. Words and forms are data: `data/*.toml`.
"""

from timeline.phrases.amounts import Figure
from timeline.phrases.anchoring import opening
from timeline.phrases.dates import DateSpan, find_dates
from timeline.phrases.lexicon import Language, Lexicon, load
from timeline.phrases.naming import names
from timeline.phrases.quantities import printed_bound, printed_unit, read_figures, reads_as
from timeline.phrases.resolving import Nearest
from timeline.phrases.running import read_dates
from timeline.phrases.statements import Quantity, find_quantities
from timeline.phrases.suggestions import suggest

__all__ = [
    "DateSpan",
    "Figure",
    "Language",
    "Lexicon",
    "Nearest",
    "Quantity",
    "find_dates",
    "find_quantities",
    "load",
    "names",
    "opening",
    "printed_bound",
    "printed_unit",
    "read_dates",
    "read_figures",
    "reads_as",
    "suggest",
]
