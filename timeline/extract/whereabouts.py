"""Where a happening was and who took part, of all the names that stand with it."""

from collections.abc import Iterator, Sequence

from timeline.codelists import Codelists
from timeline.extract.gazetteer import Named
from timeline.extract.tellings import Telling
from timeline.extract.ties import kinds
from timeline.records.limits import invalid_places

ACTORS, PLACES = 6, 3


def places_of(tellings: Sequence[Telling], codelists: Codelists, date: str) -> list[str]:
    """Return the places of a happening: those told with «tại» or «at», else those named, else its actors' province.

    Each is the code that its name had on the date.
    """
    told = [place for telling in tellings for named in telling.located if (place := _place(named, codelists))]
    near = [code for code in told if not _abroad(code, codelists)]
    plain = [code for telling in tellings for code in telling.places if not _abroad(code, codelists)]
    whose = [codelists.attribute("actors", code, "area") for telling in tellings for code in telling.actors]
    homes = [area for area in whose if codelists.attribute("places", area, "kind") == "province"]
    found = near or plain[:1] or homes[:1] or told[:1]
    valid = dict.fromkeys(valid_at(code, date, codelists) for code in found)
    return _finest(list(valid), codelists, "places", "parent")[:PLACES]


def valid_at(code: str, date: str, codelists: Codelists) -> str:
    """Return the code of a place, or of one of the same name and grade if that, and not it, is valid on a date (EDTF).

    Hải Phòng of May 2025 is another than that of August. What has no other of its name stays as it is.
    """
    if not code or not date or not invalid_places(date, code, *_valid(code, codelists)):
        return code
    same = (other for other in codelists.codes("places") if _same_name(code, other, codelists))
    return next((other for other in same if not invalid_places(date, other, *_valid(other, codelists))), code)


def _valid(code: str, codelists: Codelists) -> tuple[str, str]:
    return codelists.attribute("places", code, "valid_from"), codelists.attribute("places", code, "valid_to")


def _same_name(code: str, other: str, codelists: Codelists) -> bool:
    names = {codelists.attribute("places", each, "name_en").partition(" (")[0] for each in (code, other)}
    kinds_of = {codelists.attribute("places", each, "kind") for each in (code, other)}
    return len(names) == 1 and (len(kinds_of) == 1 or kinds_of <= kinds().provinces)


def _place(named: Named, codelists: Codelists) -> str:
    """Return the place that a name stands for: its own code, or the area of a locality named as an actor."""
    if named.codelist == "places":
        return named.code
    area = codelists.attribute("actors", named.code, "area")
    name = codelists.attribute("actors", named.code, "name_en").removesuffix(" Province").removesuffix(" City")
    return area if name and codelists.attribute("places", area, "name_en").startswith(name) else ""


def _abroad(code: str, codelists: Codelists) -> bool:
    return codelists.attribute("places", code, "kind") == "country"


def actors_of(tellings: Sequence[Telling], codelists: Codelists) -> list[str]:
    """Return who took part, not more than six: without the countries and provinces of which a body is named too."""
    where = {each.code for telling in tellings for each in telling.located}
    codes = list(dict.fromkeys(code for telling in tellings for code in telling.actors))
    kept = [code for code in codes if code not in where] or codes
    return _finest(_without_homes(kept, codelists), codelists, "actors", "parent")[:ACTORS]


def _without_homes(codes: Sequence[str], codelists: Codelists) -> list[str]:
    """Leave out localities that stand beside one of their own bodies: Việt Nam of «tỉnh Lạng Sơn, Việt Nam»."""
    areas = {code: codelists.attribute("actors", code, "area") for code in codes}
    inner = {outer for code in codes for outer in _chain(areas[code], codelists, "places", "parent")}
    lands = {code for code in codes if not codelists.attribute("actors", code, "parent") and areas[code] in inner}
    return [code for code in codes if code not in lands]


def _finest(codes: Sequence[str], codelists: Codelists, codelist: str, column: str) -> list[str]:
    """Leave out what holds another of the codes."""
    outer = {above for code in codes for above in _chain(code, codelists, codelist, column)}
    return [code for code in codes if code not in outer]


def _chain(code: str, codelists: Codelists, codelist: str, column: str) -> Iterator[str]:
    """Tell what a code is part of, from near to far."""
    seen = {code}
    while (code := codelists.attribute(codelist, code, column) or "") and code not in seen:
        seen.add(code)
        yield code
