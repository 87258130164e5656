"""The place that a figure is of, by the names nearest to it."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from timeline.codelists import Codelists
from timeline.extract.gazetteer import Named
from timeline.extract.readings import Reading
from timeline.extract.ties import kinds, pattern
from timeline.extract.words import words
from timeline.phrases import Language, Quantity

REACH = 20  # characters before a name in which a word says what the place is to the figure
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


def areas_told(readings: Sequence[Reading], codelists: Codelists, title: str) -> Areas:
    """Gather which places the articles of a document are about, of which `title` is the masthead."""
    home = home_of(readings, codelists, title)
    usual: dict[int, str] = {}
    for number in {reading.passage.article for reading in readings}:
        part = [reading for reading in readings if reading.passage.article == number]
        named = Counter(area for each in part for name in each.names if (area := region(name, codelists)))
        if named and (home not in named or named.most_common(1)[0][1] >= max(MANY, 4 * named[home])):
            most = named.most_common(1)[0][0]
            guest = most != _country(home, codelists) and any(map(_tells_of_home, part))
            usual |= {each.index: home if guest else most for each in part}
    return Areas(usual, home)


def _tells_of_home(reading: Reading) -> bool:
    """Whether a passage speaks of the province as its own: guests from abroad visit «the province»."""
    told = (pattern(reading.passage.language, table) for table in ("home", "own"))
    return any(each.search(reading.passage.text) for each in told)


def area_of(reading: Reading, quantity: Quantity, codelists: Codelists, told: Areas) -> str:
    """Return the place that a figure is of.

    It is the document's own province where words such as «toàn tỉnh» say so, and the country where «cả nước» stands
    beside the figure; else the province or place abroad, named nearest before it in its sentence, that is told as
    where or whose it is; else what its article names most.
    """
    start, end = reading.sentence_of(quantity.figure.start)
    text, language = reading.passage.text, reading.passage.language
    usual = told.usual.get(reading.index, told.home)
    if pattern(language, "home").search(text, start, end):
        return usual
    if _is_national(reading, quantity, start, end):
        return _country(usual, codelists) or usual
    named = [each for each in reading.names if start <= each.start < min(end, quantity.figure.start)]
    own = [each for each in named if region(each, codelists) == told.home]
    for each in reversed(named):
        area = region(each, codelists) or _outer(each, codelists, told.home)
        if area == told.home or (area and _is_whose(reading, each, start, area, codelists, told.home, bool(own))):
            return area
    return usual


def _outer(named: Named, codelists: Codelists, home: str) -> str:
    """Return the code of any place abroad, however small; else ""."""
    return named.code if named.codelist == "places" and abroad(named.code, codelists, home) else ""


def _is_national(reading: Reading, quantity: Quantity, start: int, end: int) -> bool:
    """Whether «cả nước» is said of a figure: before it, or right behind it, with no other figure between."""
    if quantity.measure == "rank":
        return False
    text, figure = reading.passage.text, quantity.figure
    between = [each.figure for each in reading.quantities if start <= each.figure.start < end]
    for nation in pattern(reading.passage.language, "nation").finditer(text, start, end):
        if nation.end() <= figure.start:
            gap, parted = text[nation.end() : figure.start], ";)"
            told = not any(nation.end() <= each.start < figure.start for each in between)
        else:
            gap, parted = text[figure.end : nation.start()], ",;()"
            told = not any(figure.end <= each.start < nation.start() for each in between)
        if told and not set(parted) & set(gap):
            return True
    return False


def _is_whose(
    reading: Reading, named: Named, start: int, area: str, codelists: Codelists, home: str, own: bool
) -> bool:
    """Whether a name that is not the document's own says where a figure is of, not who came, gave or was talked to."""
    text, language = reading.passage.text, reading.passage.language
    before = text[start : named.start]
    partner = pattern(language, "with").search(text, max(start, named.start - REACH), named.end)
    within = not abroad(area, codelists, home)
    if partner or _is_listed(reading, named) or (within and named.codelist == "actors"):
        return False
    opens = not before.strip(' •*-–"“«(') or pattern(language, "where").search(before[-REACH:]) is not None
    return opens if not within or own or area == _country(home, codelists) else True


def _is_listed(reading: Reading, named: Named) -> bool:
    """Whether a name is one of two that are joined: Việt Nam - Lào, Thai Nguyen - Vientiane."""
    text = reading.passage.text
    around = text[max(0, named.start - 3) : named.start], text[named.end : named.end + 3]
    return any("-" in each or "–" in each or "/" in each for each in around)


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


def home_of(readings: Sequence[Reading], codelists: Codelists, title: str) -> str:
    """Return the province that the title names, else the province, or else the country, that is named most often.

    Args:
        readings: of the document.
        codelists: the places that are known.
        title: the lines in which the document names itself.
    """
    counts = Counter(area for reading in readings for each in reading.names if (area := region(each, codelists)))
    areas = [area for area, _ in counts.most_common()]
    provinces = [area for area in areas if codelists.attribute("places", area, "kind") != kinds().country]
    head = f" {' '.join(word.folded for word in words(title))} "
    titled = [area for area in provinces if any(f" {name} " in head for name in _names(area, codelists))]
    return (*titled, *provinces, *areas, "")[0]


def _names(area: str, codelists: Codelists) -> list[str]:
    told = (codelists.attribute("places", area, f"name_{language}").partition(" (")[0] for language in Language)
    return [" ".join(word.folded for word in words(name)) for name in told if name]
