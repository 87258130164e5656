"""The place that a figure is of, by the names nearest to it."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from timeline.codelists import Codelists
from timeline.extract.gazetteer import Named
from timeline.extract.readings import Reading
from timeline.extract.ties import kinds, pattern
from timeline.phrases import Quantity

MANY = 6  # times that an article about another place than the document's own names it


@dataclass(frozen=True, slots=True)
class Areas:
    """What a document says of places beyond the passage.

    Attributes:
        usual: by index of a reading, the country or province that its article names most, where it does not name the
            document's own.
        home: the province, or else the country, that the document names most.
    """

    usual: Mapping[int, str]
    home: str


def areas_told(readings: Sequence[Reading], codelists: Codelists) -> Areas:
    """Gather which places the articles of a document are about."""
    home = home_of(readings, codelists)
    usual: dict[int, str] = {}
    for number in {reading.passage.article for reading in readings}:
        part = [reading for reading in readings if reading.passage.article == number]
        named = Counter(area for each in part for name in each.names if (area := region(name, codelists)))
        if named and (home not in named or named.most_common(1)[0][1] >= max(MANY, 4 * named[home])):
            guest = abroad(named.most_common(1)[0][0], codelists, home) and any(map(_tells_of_home, part))
            usual |= {each.index: home if guest else named.most_common(1)[0][0] for each in part}
    return Areas(usual, home)


def _tells_of_home(reading: Reading) -> bool:
    """Whether a passage speaks of the province as its own: guests from abroad visit «the province»."""
    return pattern(reading.passage.language, "home").search(reading.passage.text) is not None


def area_of(reading: Reading, quantity: Quantity, codelists: Codelists, told: Areas) -> str:
    """Return the place that a figure is of.

    It is the document's own province where words such as «toàn tỉnh» say so; else the country or province, or the
    place abroad, named nearest before it in its sentence; else what its article names most.
    """
    start, end = reading.sentence_of(quantity.figure.start)
    named = [each for each in reading.names if start <= each.start < min(end, quantity.figure.start)]
    usual = told.usual.get(reading.index, told.home)
    if pattern(reading.passage.language, "home").search(reading.passage.text, start, end):
        return usual
    if quantity.measure != "rank" and pattern(reading.passage.language, "nation").search(
        reading.passage.text, start, end
    ):
        return _country(usual, codelists) or usual
    areas = (
        region(each, codelists)
        or (each.code if each.codelist == "places" and abroad(each.code, codelists, told.home) else "")
        for each in reversed(named)
    )
    return next(filter(None, areas), usual)


def abroad(code: str, codelists: Codelists, home: str) -> bool:
    """Whether a place lies in another country than the document's own."""
    countries = _country(code, codelists), _country(home, codelists)
    return all(countries) and countries[0] != countries[1]


def _country(code: str, codelists: Codelists) -> str:
    seen: set[str] = set()
    while code and code not in seen and codelists.attribute("places", code, "kind") != kinds().country:
        seen.add(code)
        code = codelists.attribute("places", code, "parent")
    return code if code not in seen else ""


def region(named: Named, codelists: Codelists) -> str:
    """Return the country or province that a name stands for: its own code, or the area of an actor; else ""."""
    code = named.code if named.codelist == "places" else codelists.attribute("actors", named.code, "area")
    kind = codelists.attribute("places", code, "kind")
    return code if kind == kinds().country or kind in kinds().provinces else ""


def home_of(readings: Sequence[Reading], codelists: Codelists) -> str:
    """Return the province, or else the country, that a document names most often."""
    areas = [area for reading in readings for each in reading.names if (area := region(each, codelists))]
    counts = Counter(areas).most_common()
    provinces = [area for area, _ in counts if codelists.attribute("places", area, "kind") != kinds().country]
    return (*provinces, *(area for area, _ in counts), "")[0]
