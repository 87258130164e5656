"""The EDTF subset: examples, properties over every supported form, and the `edtf` package as a second opinion."""

import pickle
import re
import warnings
from calendar import monthrange
from datetime import date
from time import struct_time

import polars as pl
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from timeline import edtf
from timeline.edtf import PATTERN, Edtf, EdtfError, Kind, Precision, Reason, canonical, freq, nests, parse

with warnings.catch_warnings():  # its grammar trips over diagnostics of its own parser library
    warnings.simplefilter("ignore")
    import edtf as oracle

EXAMPLES = """
    2026                     date     2026-01-01 2026-12-31 year    A
    2026-02                  date     2026-02-01 2026-02-28 month   M
    1900-02                  date     1900-02-01 1900-02-28 month   M
    2026-02-06               date     2026-02-06 2026-02-06 day     D
    2024-02-29               date     2024-02-29 2024-02-29 day     D
    0001                     date     0001-01-01 0001-12-31 year    A
    9999-12                  date     9999-12-01 9999-12-31 month   M
    2017~                    date     2017-01-01 2017-12-31 year    A
    199X                     date     1990-01-01 1999-12-31 decade  -
    19XX                     date     1900-01-01 1999-12-31 century -
    2026-XX                  date     2026-01-01 2026-12-31 year    -
    2026-02-XX               date     2026-02-01 2026-02-28 month   -
    2026-XX-XX?              date     2026-01-01 2026-12-31 year    -
    2026-01/2026-03          interval 2026-01-01 2026-03-31 month   Q
    2026-02/2026-04          interval 2026-02-01 2026-04-30 month   -
    2026-07/2026-12          interval 2026-07-01 2026-12-31 month   S
    2026-01/2026-12          interval 2026-01-01 2026-12-31 month   A
    2025-07/2026-06          interval 2025-07-01 2026-06-30 month   -
    2026-02/2026-02          interval 2026-02-01 2026-02-28 month   M
    2026~/2026~              interval 2026-01-01 2026-12-31 year    A
    2026-02-01/2026-02-28    interval 2026-02-01 2026-02-28 day     M
    2026-02-01/2026-02-27    interval 2026-02-01 2026-02-27 day     -
    2019/2025                interval 2019-01-01 2025-12-31 year    -
    2026-01~/2026-03~        interval 2026-01-01 2026-03-31 month   -
    2026-01/2026-03-31       interval 2026-01-01 2026-03-31 month   -
    2026/2026-03-16          interval 2026-01-01 2026-03-16 year    -
    2026-03-16/2026          interval 2026-03-16 2026-12-31 year    -
    2026-02-02/2026-02-28    interval 2026-02-02 2026-02-28 day     -
    199X/2005-03             interval 1990-01-01 2005-03-31 decade  -
    2026-02-06/..            interval 2026-02-06 -          day     -
    ../2026-02               interval -          2026-02-28 month   -
    2026~/..                 interval 2026-01-01 -          year    -
    [2026-01..2026-03]       within   2026-01-01 2026-03-31 month   -
    [2026-02-06..2026-02-09] within   2026-02-06 2026-02-09 day     -
    [2025..2026-02-09]       within   2025-01-01 2026-02-09 year    -
    [2026-02..2026-02]       within   2026-02-01 2026-02-28 month   M
"""
ROWS = [[None if cell == "-" else cell for cell in line.split()] for line in EXAMPLES.strip().splitlines()]
READ = [str(row[0]) for row in ROWS]

MISSPELT = """
    2026-2 2026-02-6 26 026 02026 20260206 2026-02-06-01 06/02/2026 6.2.2026 2026.02 2026- 2026-02- -02 --02-06
    2026-Q1 2026-q1 2026Q1 2026-S1 2026-W06 2026-02-06T10:00 2026-02-06T10:00:00Z -2026 -0001 +2026 Y12026 Y2026 2026BC
    ２０２６ 2026-０2 ٢٠٢٦ 2026‐02 2026–02 2026-02-0６ 2026-02⁄2026-03 2026-02…2026-03
    2026~? 2026?? ~2026 ?2026-02 2026~-02 2026-~02 2026-02?-06 2026# (2026)~
    1XXX XXXX 199x 199u 199* 20X6 2X26 199X-05 199X-XX 20XX-XX-XX 2026-X 2026-1X 2026-X1 2026-02-1X 2026-XX-05 2026~XX
    ../.. .. / ./. 2026/ /2026 ..2026 2026.. 2026/2027/2028 2026..2027 2026/... 2026--2027 2026/../2027 2026/..~
    [] [2026] [2026..] [..2026] [..] [2026,2027] [2026..2027,2028] {2026..2027} [2026/2027] [2026...2027]
    [2026..2027 2026..2027] [2026..2027]~ [2026~..2027] [2026..2027?] [199X..2005] [2026-XX..2027] [2026]..[2027]
    [2026..2027]/2028 2025/[2026..2027] [2026..2027..2028] unknown/2026
"""
BLANKS = ["", " ", "2026\n", "2026\r\n", "\n2026", " 2026", "2026 ", "2026\t", "2026\x00", "\ufeff2026", "2026 / 2027"]

FAULTS = """
    0000       impossible 0000         0000-01-01       impossible 0000-01-01   2026-13    impossible 2026-13
    2026-00    impossible 2026-00      2026-02-00       impossible 2026-02-00   2026-02-30 impossible 2026-02-30
    2026-02-29 impossible 2026-02-29   1900-02-29~      impossible 1900-02-29~  2026-21    impossible 2026-21
    000X       impossible 000X         00XX             impossible 00XX         2026-13-XX impossible 2026-13-XX
    2026-02-30/2026-03-01 impossible 2026-02-30         2026-02-01/2026-02-30 impossible 2026-02-30
    ../2026-04-31         impossible 2026-04-31         [2026-12..2026-13]    impossible 2026-13
    2026/2025             reversed   2026/2025          [2026-03..2026-01]    reversed   [2026-03..2026-01]
    2026-02/2026-01-31    reversed   2026-02/2026-01-31 2026-02-02/2026-02-01 reversed   2026-02-02/2026-02-01
    2026~/2025?           reversed   2026~/2025?        200X/1999             reversed   200X/1999
    2026-01/2026-Q1       syntax     2026-Q1            2026-1/2026-13        syntax     2026-1
    [2026~..2027]         syntax     2026~              ../2026-2             syntax     2026-2
    2026/2027/2028        syntax     2026/2027/2028     /2026                 syntax     /2026
"""


def in_threes(table: str) -> list[tuple[str, ...]]:
    return list(zip(*[iter(table.split())] * 3, strict=True))


def first_and_last(one: str) -> tuple[date, date]:
    """A model of one date that works on its spelling: what is known is a prefix, the rest is filled up."""
    known = one.rstrip("~?%X-")
    first = date.fromisoformat(known + "0000-01-01"[len(known) :])
    if len(known) == len("2026-02"):
        return first, first.replace(day=monthrange(first.year, first.month)[1])
    return first, date.fromisoformat(known + "9999-12-31"[len(known) :])


def in_order(pair: tuple[str, str]) -> tuple[str, str]:
    return pair if first_and_last(pair[0])[0] <= first_and_last(pair[1])[1] else (pair[1], pair[0])


DAYS = (st.dates() | st.dates(date(2024, 1, 1), date(2026, 12, 31))).map(date.isoformat)
PLAIN = st.builds(lambda day, size: day[:size], DAYS, st.sampled_from([4, 7, 10]))
UNKNOWN = st.builds(
    lambda day, shape: day[: shape[0]] + shape[1],
    DAYS.filter(lambda day: day >= "0100"),
    st.sampled_from([(2, "XX"), (3, "X"), (4, "-XX"), (7, "-XX"), (4, "-XX-XX")]),
)
ONE = st.builds(str.__add__, PLAIN | UNKNOWN, st.sampled_from(["", "~", "?", "%"]))
CLOSED = st.tuples(ONE, ONE).map(in_order).map("/".join)
SAME_ENDS = ONE.map(lambda one: f"{one}/{one}") | PLAIN.map(lambda one: f"[{one}..{one}]")
WITHIN = st.tuples(PLAIN, PLAIN).map(in_order).map(lambda pair: f"[{pair[0]}..{pair[1]}]")
SUPPORTED = ONE | CLOSED | ONE.map("../{}".format) | ONE.map("{}/..".format) | WITHIN | SAME_ENDS
NEAR_MISSES = st.text("0129X-/.[]~?%", max_size=24) | st.builds(
    lambda text, at, cut, more: text[:at] + more + text[at + cut :],
    SUPPORTED,
    st.integers(0, 20),
    st.integers(0, 2),
    st.text("0139X-/.[]~?% \nQ２", max_size=2),
)


def length(read: Edtf) -> int:
    assert read.earliest and read.latest
    return (read.latest - read.earliest).days + 1


def fault(text: str) -> Reason | None:
    try:
        parse(text)
    except EdtfError as error:
        return error.reason
    return None


@pytest.mark.parametrize(("text", "kind", "first", "last", "grain", "unit"), ROWS, ids=READ)
def test_examples(text: str, kind: str, first: str | None, last: str | None, grain: str, unit: str | None) -> None:
    read = parse(text)
    assert (read.text, read.kind, read.precision) == (text, Kind(kind), Precision(grain))
    assert (read.earliest, read.latest) == (first and date.fromisoformat(first), last and date.fromisoformat(last))
    assert (edtf.earliest(text), edtf.latest(text), edtf.precision(text)) == (read.earliest, read.latest, grain)
    assert freq(text) == (unit or "")


@pytest.mark.parametrize("text", BLANKS + MISSPELT.split())
def test_misspelt(text: str) -> None:
    assert fault(text) is Reason.SYNTAX
    assert not re.fullmatch(PATTERN, text)


@pytest.mark.parametrize(("text", "reason", "part"), in_threes(FAULTS))
def test_faults(text: str, reason: str, part: str) -> None:
    with pytest.raises(EdtfError, match=re.escape(part)) as caught:
        parse(text)
    again = pickle.loads(pickle.dumps(caught.value))
    assert vars(again) == vars(caught.value) == {"reason": Reason(reason), "text": text, "part": part}


def test_the_pattern_means_the_same_to_ecma_and_rust() -> None:
    assert not re.search(r"\\[a-zA-Z]|\(\?[^:]", PATTERN)
    texts = [*READ, *FAULTS.split()[::3], *BLANKS, *MISSPELT.split()]
    assert pl.Series(texts).str.contains(PATTERN).to_list() == [bool(re.fullmatch(PATTERN, text)) for text in texts]


@given(st.text() | NEAR_MISSES | st.from_regex(PATTERN, fullmatch=True))
def test_the_pattern_tells_syntax_and_nothing_else_is_raised(text: str) -> None:
    assert bool(re.fullmatch(PATTERN, text)) == (fault(text) is not Reason.SYNTAX)


@given(st.integers(0, 9999), st.integers(0, 14), st.integers(0, 33))
@example(2024, 2, 29)
@example(1900, 2, 29)
def test_a_day_is_a_day_of_the_calendar(year: int, month: int, day: int) -> None:
    text = f"{year:04}-{month:02}-{day:02}"
    try:
        known = date(year, month, day)
    except ValueError:
        assert fault(text) is Reason.IMPOSSIBLE
    else:
        assert (edtf.earliest(text), edtf.latest(text)) == (known, known)


@given(ONE, ONE)
def test_ends_are_reversed_if_no_day_of_the_first_comes_before_one_of_the_second(start: str, end: str) -> None:
    text, first, last = f"{start}/{end}", first_and_last(start)[0], first_and_last(end)[1]
    if first > last:
        assert fault(text) is Reason.REVERSED
    else:
        assert (edtf.earliest(text), edtf.latest(text)) == (first, last)


@given(ONE)
def test_bounds_match_precision(text: str) -> None:
    read = parse(text)
    assert (read.earliest, read.latest) == first_and_last(text)
    lengths = {"day": (1, 1), "month": (28, 31), "year": (365, 366), "decade": (3652, 3653), "century": (36524, 36525)}
    least, most = lengths[read.precision]
    assert least <= length(read) <= most


@given(SUPPORTED)
def test_bounds_are_in_order_and_open_only_where_written(text: str) -> None:
    read = parse(text)
    assert (read.earliest is None, read.latest is None) == (text.startswith("../"), text.endswith("/.."))
    assert not (read.earliest and read.latest) or read.earliest <= read.latest
    assert parse(text) is read


@given(SUPPORTED)
def test_canonical(text: str) -> None:
    once = canonical(text)
    read, again = parse(text), parse(once)
    assert canonical(once) == once
    assert (again.earliest, again.latest, again.precision) == (read.earliest, read.latest, read.precision)
    assert freq(once) == freq(text)


@given(SAME_ENDS)
def test_canonical_of_like_ends_is_one_of_them(text: str) -> None:
    assert parse(canonical(text)).kind is Kind.DATE
    assert canonical(text) in text


@given(SUPPORTED | DAYS.map(lambda day: f"{day[:4]}-01/{day[:4]}-06"))
def test_a_unit_has_its_length(text: str) -> None:
    lengths = {"D": (1, 1), "M": (28, 31), "Q": (90, 92), "S": (181, 184), "A": (365, 366)}
    if unit := freq(text):
        least, most = lengths[unit]
        assert least <= length(parse(text)) <= most


@given(SUPPORTED, SUPPORTED, SUPPORTED)
def test_nests_is_an_order(one: str, two: str, three: str) -> None:
    assert nests(one, one)
    assert not (nests(one, two) and nests(two, three)) or nests(one, three)
    same = (edtf.earliest(one), edtf.latest(one)) == (edtf.earliest(two), edtf.latest(two))
    assert (nests(one, two) and nests(two, one)) == same


NESTS = """
    2026-02-06 in 2026-02     2026-02~   in 2026-02    2026-02-06 in [2026-02-05..2026-02-07]   2026 in 2020/..
    2026/..    in 2020/..     2026-02    in 202X       2026-01/2026-03 in 2026                  2026 in ../2026
    2026-02    out 2026-02-06 2020/..    out 2026/..   2026-02-06/2026-02-08 out 2026-02-07     2026 out ../2026-11
    2020/..    out 2020/2030  ../2026    out 2026/..   2026-02-28/2026-03-01 out 2026-02        2026 out 2027
"""


@pytest.mark.parametrize(("inner", "answer", "outer"), in_threes(NESTS))
def test_nests(inner: str, answer: str, outer: str) -> None:
    assert nests(inner, outer) is (answer == "in")


def opinion(text: str) -> tuple[str | None, str | None] | None:
    """The bounds that the oracle gives, None for one that is open; None if it refuses or breaks."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            read = oracle.parse_edtf(text)
            ends = (read.lower_strict(), read.upper_strict())
    except (oracle.EDTFParseException, AttributeError, TypeError, ValueError):
        return None
    first, last = (f"{end[0]:04}-{end[1]:02}-{end[2]:02}" if isinstance(end, struct_time) else None for end in ends)
    return first, last


def beyond_the_oracle(text: str) -> bool:
    """Forms that we take and the oracle does not, each of them in ORACLE_REFUSES."""
    if text.startswith("["):
        return len(set(map(len, text[1:-1].split("..")))) > 1  # ends of unlike precision
    ends = text.split("/") if "/" in text else []
    qualified = any(end[-1] in "~?%" for end in ends)
    return "X" in "".join(ends) and (qualified or ".." in ends or any(re.fullmatch("[0-9]{4}-XX", end) for end in ends))


ORACLE_REFUSES = "[2026-02..2026-02-10] 199X~/2005 199X/2005~ 2026-02-XX/.. ../199X 2026-XX/2027 2026/2027-XX"
ORACLE_ACCEPTS = """
    0000 0000-02 000X 00XX 0000/0001 [0000..0001] 2026-02/2026-01 [2026-03..2026-01] 2026-02-29 1900-02-29~
    2026-02-29/2026-03-01 2026-21 2026-33 -2026 Y12026 2026-02-03T10:00:00 ../.. 2026/ /2026 1XXX 199X-05 2026-~02
"""


def test_where_the_oracle_differs() -> None:
    refused, accepted = ORACLE_REFUSES.split(), [*ORACLE_ACCEPTS.split(), " 2026", "2026 ", "2026\n", "2026 / 2027"]
    assert [text for text in refused if opinion(text) or fault(text) or not beyond_the_oracle(text)] == []
    assert [text for text in accepted if not opinion(text) or not fault(text)] == []


@settings(deadline=None)
@given(SUPPORTED | NEAR_MISSES)
def test_the_oracle_agrees(text: str) -> None:
    if fault(text) is None and not beyond_the_oracle(text):
        read = parse(text)
        assert opinion(text) == (read.earliest and str(read.earliest), read.latest and str(read.latest))


@given(st.from_regex(edtf.DAY, fullmatch=True))
def test_property_a_sure_day_is_its_own_first_and_last_day(text: str) -> None:
    first, last = edtf.earliest(text), edtf.latest(text)
    assert first is not None
    assert last is not None
    assert (first.isoformat(), last.isoformat()) == (text, text)
