"""What a passage says of a candidate, marked for the eye."""

import re
from collections.abc import Iterator, Mapping

from timeline.phrases import Language, find_dates
from timeline.records import Event, Record
from timeline.validate.coverage import dates_agree

Parts = list[tuple[str, str]]


def marked(passage: str, kind: type[Record], cells: Mapping[str, str], language: Language) -> Parts:
    """The passage in pieces, (style, text): `figure` where it prints the candidate's figure or a date that agrees.

    Args:
        passage: Text of one language.
        kind: Event or Observation.
        cells: The candidate.
        language: Language of the passage.
    """
    spans = _dates(passage, cells, language) if kind is Event else _figures(passage, cells, language)
    parts, end = [], 0
    for start, stop in spans:
        parts += [("", passage[end:start]), ("figure", passage[start:stop])]
        end = stop
    return [*parts, ("", passage[end:])]


def _dates(passage: str, cells: Mapping[str, str], language: Language) -> Iterator[tuple[int, int]]:
    for span in find_dates(passage, language):
        if dates_agree(span.edtf, cells["date"]):
            yield span.start, span.end


def _figures(passage: str, cells: Mapping[str, str], language: Language) -> Iterator[tuple[int, int]]:
    printed = cells[f"printed_{language}"].split()
    if printed:
        wanted = r"\s*".join(map(re.escape, printed))
        for found in re.finditer(rf"(?<![0-9])(?<![0-9][.,]){wanted}(?!(?<=[0-9])[.,]?[0-9])", passage):
            yield found.span()
