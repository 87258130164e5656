"""What kind of measure a figure of running text is, by its unit and the words beside it."""

import re
from typing import NamedTuple

from timeline.phrases.amounts import EXACT, PARTS, RANK, Figure
from timeline.phrases.context import Context, Cue
from timeline.phrases.lexicon import Language

_VERB = 16  # characters between a verb of rise or fall and the amount of the change
_ADJACENT = 14
_NEAR = 34  # characters between a verb of rise or fall and its number
_FAR = 100  # between a noun of growth and its number
_AVERAGE = 110
_DIRECTIONS = ("rise", "growth", "fall")
_TRANSPARENT = frozenset(
    {"reach", "average", "target", "plan", "forecast", "actual", "estimate", "provisional", "goal", "base", "peak"}
)
_BEFORE_GOAL = {
    Language.VI: re.compile(r"\s*(?:so\s+với\s+)?(?:\w+\s+)?", re.IGNORECASE),
    Language.EN: re.compile(r"\s+(?:of|the)\s+(?:[\w'’-]+\s+){0,5}", re.IGNORECASE),
}
_REACHING = re.compile(r"[,)]\s*(?:và\s+|and\s+)?(?:đạt|reaching|equal\s+to|equivalent\s+to|or)\s*\Z", re.IGNORECASE)
_EXCEEDING = re.compile(r"\b(?:vượt(?:\s+\w+){0,4}|(?:exceed|surpass)\w*(?:\s+\w+){0,4}\s+by)\s*\Z", re.IGNORECASE)
_OF_PERIOD = re.compile(
    r"\s+(?:so\s+với|so\s+cùng\s+kỳ|(?:of|compared\s+(?:to|with))\s+(?:the\s+)?(?:same\s+period|previous|last|that))",
    re.IGNORECASE,
)
_EQUAL = re.compile(r"\b(?:bằng|equal\s+to|equivalent\s+to|was|were|is)\s*\Z", re.IGNORECASE)
_LIST_GAP = re.compile(r"[^.;:]{0,30}|[^.:]{0,90}?\bby\s+", re.IGNORECASE)
_FROM = re.compile(r"\b(?:từ|from)\s+\Z", re.IGNORECASE)
_COUNTRYWIDE = re.compile(
    r"[^.,;]{0,24}?(?:cả\s+nước|toàn\s+quốc|thế\s+giới|nationwide|nationally|in\s+the\s+(?:country|nation|world))",
    re.IGNORECASE,
)
_CLAUSE_END = re.compile(r"[,;.:()]|\s(?:and|và)\s")
_THAN = re.compile(r"(?<!more )(?<!less )(?<!fewer )(?<!greater )\bthan\b", re.IGNORECASE)
_LESS = re.compile(r"\s+(?:less|fewer|lower)\s+than\b", re.IGNORECASE)
_OF_ANOTHER_THING = re.compile(r"\s+(?:vốn|giá|số\s+vốn|diện\s+tích|thời\s+hạn)\s+(?:cho\s+)?", re.IGNORECASE)
_OF = re.compile(r"\s+(?:of|by)\s+.{0,12}", re.IGNORECASE)
_BASE_BEHIND = re.compile(
    r"(?:%|\s*lần|(?:\s+|-)(?:times|fold|percent))?(?:\s+(?:rise|increase|growth|jump|fall|decrease|drop))?\s+"
    r"(?P<base>(?:over|on|from|those\s+of|that\s+of|the\s+\w+\s+(?:of|in))\s+"
    r"(?:the\s+(?:end|start|beginning)\s+of\s+)?(?:(?:19|20)[0-9]{2}(?!\s*(?:to\b|[-–]))|"
    r"(?:the\s+)?(?:previous|last)\s+(?:year|quarter|month)\b)|"
    r"(?<=lần\s)(?:(?:của|mức)\s+)?(?:năm|quý|tháng|cùng\s+kỳ)\b)",
    re.IGNORECASE,
)
_BRACKETED = re.compile(r"\s*\([^()]{0,40}")
_A_HEAD = re.compile(r"/\s?người|đầu\s+người|thu\s+nhập|\bincome|\bper\s+(?:capita|person|head)", re.IGNORECASE)


class Told(NamedTuple):
    """What the words beside a figure say of it.

    `negative` turns the sign, `percent` makes a half 50 %, `unit` and `bound` replace those of the figure unless empty,
    `goal` is the plan that a completion is of.
    """

    measure: str
    cue: str = ""
    negative: bool = False
    percent: bool = False
    unit: str = ""
    bound: str = ""
    base: tuple[int, int] | None = None
    goal: Cue | None = None
    weak: bool = False


class Place(NamedTuple):
    """Where a figure stands: in what stretch, between which cues."""

    context: Context
    figure: Figure
    noun: str
    start: int
    end: int
    left: list[Cue]
    right: list[Cue]

    @property
    def lead(self) -> str:
        """The text before the figure, up to the figure or sentence before."""
        return self.context.text[self.start : self.figure.start]

    def gap(self, cue: Cue) -> str:
        """Return what stands between the figure and a cue."""
        first, last = (cue.end, self.figure.start) if cue.start < self.figure.start else (self.figure.end, cue.start)
        return self.context.text[first:last]


def measure_of(
    context: Context,
    figure: Figure,
    noun: str,
    stretch: tuple[int, int],
    last: tuple[str, Figure] | None,
) -> Told | None:
    """Say what a figure measures, or None if it is an ordinal.

    Args:
        context: of the text.
        figure: as read.
        noun: what stands behind it.
        stretch: from the figure or sentence before to the figure or sentence end behind.
        last: measure and figure before it in the sentence.
    """
    start, end = stretch
    left, right = context.between(start, figure.start), context.between(figure.end, end)
    place = Place(context, figure, noun, start, end, left, right)
    announced = next((cue.word for cue in reversed(left) if cue.kind not in ("base", "goal")), "")
    base = _base(place)
    told = _ranked(place) if _may_be_rank(place) else _multiplied(place) or _part_or_growth(place, last)
    told = _led(place) or told
    return told and told._replace(cue=told.cue or announced, base=told.base or base)


def _may_be_rank(place: Place) -> bool:
    bare_ratio = place.figure.out_of is not None and not place.figure.unit
    return place.figure.unit == RANK or (bare_ratio and any(cue.kind == RANK for cue in place.left))


def _ranked(place: Place) -> Told | None:
    inside = place.context.between(place.figure.start, place.figure.end)  # ranked 5th
    near = (cue for cue in reversed([*place.left, *inside]) if cue.kind == RANK and len(place.gap(cue)) <= _NEAR)
    cue = next(near, None)
    word = not any(char.isdigit() for char in place.figure.text)
    sure = cue or place.figure.out_of is not None or _COUNTRYWIDE.match(place.context.text, place.figure.end)
    if not sure and not (word and place.context.words.wholes.match(place.context.text, place.figure.start)):
        return None
    return Told(RANK, cue=cue.word if cue else "", unit=RANK)


def _led(place: Place) -> Told | None:
    """Read «vào nhóm 10 địa phương dẫn đầu», «top 3/14 tỉnh»: a place that is at most the tenth or third."""
    bare = not (place.figure.unit or place.figure.unit_mult)
    leads = bare and place.context.leads_group(place.figure.start, place.figure.end)
    return Told(RANK, unit=RANK, bound="at_most") if leads else None


def _multiplied(place: Place) -> Told | None:
    text, figure = place.context.text, place.figure
    if place.context.words.wholes.match(text, figure.start):
        return Told("multiple", unit="1")
    behind = None if figure.unit else place.context.words.multipliers.match(text, figure.end)
    if not behind:
        return None
    lead = place.context.words.multiplier_leads.search(text[max(place.start, figure.start - 40) : figure.start])
    if lead or " " in behind["word"].strip() or "fold" in behind["word"]:
        return Told("multiple", cue=lead[0].strip() if lead else "", unit="1", weak=_fell(place))
    return Told("level", unit="1", weak=True)


def _fell(place: Place) -> bool:
    return any(cue.kind == "fall" and len(place.gap(cue)) <= _NEAR for cue in place.left[-1:])


def _part_or_growth(place: Place, last: tuple[str, Figure] | None) -> Told:
    figure = place.figure
    if figure.unit in {"%", "[ppth]"}:
        return _completed(place, last) or _compared(place) or _grown(place, last) or _averaged(place) or Told("share")
    if figure.unit == "pp":
        direction = _direction(place)
        return Told("change", cue=direction.word if direction else "", negative=_down(direction))
    if figure.value in PARTS and not figure.unit and not any(map(str.isdigit, figure.text)):
        less = _LESS.match(place.context.text, figure.end) is not None
        return Told("growth" if less else "share", negative=less, percent=True, unit="%")
    return _changed(place) or _averaged(place) or Told("level", unit="1" if place.noun and not figure.unit else "")


def _completed(place: Place, last: tuple[str, Figure] | None) -> Told | None:
    """Read 80 % of the plan, and «đạt 72,3 %» directly behind what was counted."""
    before_goal = _BEFORE_GOAL[place.context.words.lexicon.language]
    goals = [
        cue
        for cue in place.right
        if cue.kind in ("goal", "target") and len(place.gap(cue)) <= 60 and before_goal.fullmatch(place.gap(cue))
    ]
    adjacent = _adjacent(place)
    exceeds = _EXCEEDING.search(place.lead)
    told = [
        cue
        for cue in place.left
        if exceeds and cue.kind in ("goal", "target") and cue.start >= place.start + exceeds.start()
    ]
    if told:
        return Told("growth", base=(told[0].start, told[0].end))
    if goals and (exceeds or (adjacent and adjacent.kind in _DIRECTIONS)):
        span = (goals[0].start, goals[0].end)
        bound = EXACT if exceeds and place.figure.bound == "over" else ""
        return Told("growth", base=span, goal=goals[0], negative=_down(adjacent), bound=bound)
    if goals and not re.search(r"(?:growth|tăng\s+trưởng)\s+\Z", place.gap(goals[0])):
        return Told("completion", goal=goals[0], base=(goals[0].start, _clause_end(place, goals[0].end)))
    counted = last and last[0] in ("level", "completion") and last[1].unit not in ("%", "pp") and last[1].out_of is None
    if counted and _REACHING.search(place.lead) and not place.noun and not place.left[:-1]:
        return Told("completion")
    return None


def _compared(place: Place) -> Told | None:
    """Read «bằng 78 % so với cùng kỳ», which is how many times as large."""
    period = _OF_PERIOD.match(place.context.text, place.figure.end)
    return Told("multiple") if period and _EQUAL.search(place.lead) else None


def _grown(place: Place, last: tuple[str, Figure] | None) -> Told | None:
    direction = _direction(place)
    if direction:
        return Told("growth", cue=direction.word, negative=_down(direction))
    if place.figure.value < 0 or place.lead.endswith(("+", "+ ")):
        return Told("growth")
    beside = {cue.kind for cue in place.left}
    if last and last[0] == "growth" and beside <= {"reach", "goal", "base"} and _BRACKETED.fullmatch(place.lead):
        return Told("growth")
    listed = last and last[0] == "growth" and beside <= {"base"} and not place.noun
    if last and listed and _LIST_GAP.fullmatch(place.lead):
        return Told("growth", negative=last[1].value < 0)
    return None


def _direction(place: Place) -> Cue | None:
    """Return the word of rise or fall that a figure belongs to."""
    for cue in reversed(place.left):
        gap = place.gap(cue)
        if cue.kind in _DIRECTIONS:
            far = _FAR if cue.kind == "growth" else _NEAR
            start_of_change = _THAN.search(gap) or (place.figure.value_high is None and _FROM.search(gap))
            parted = ";" in gap or ("," in gap and cue.kind != "growth")
            return cue if len(gap) <= far and not parted and not start_of_change else None
        if cue.kind not in _TRANSPARENT:
            return None
    for cue in place.right[:1]:
        if cue.kind in _DIRECTIONS and re.fullmatch(r"[\s-]+(?:(?!and\b|to\b|of\b)\w+\s+)?", place.gap(cue)):
            return cue if place.context.words.lexicon.language is Language.EN else None
    return None


def _adjacent(place: Place) -> Cue | None:
    """Return the cue directly before the figure, its bound left out of account."""
    near = (cue for cue in place.left[-1:] if len(place.gap(cue)) <= _ADJACENT)
    return next((cue for cue in near if not _THAN.search(place.gap(cue))), None)


def _changed(place: Place) -> Told | None:
    """Read «tăng 5 dự án so với cùng kỳ», and places gained or lost in a ranking."""
    known = place.context.words.nouns.match(place.context.text, place.figure.end)
    places = known and place.context.words.lexicon.meaning("nouns", known["noun"]) == "places"
    direction = _direction(place)
    if places:
        rose = direction is not None and direction.kind != "fall"
        return Told("change", cue=direction.word if direction else "", negative=rose, unit=RANK, weak=not direction)
    gap = place.gap(direction) if direction else ""
    if not direction or len(gap) > _VERB or (direction.kind == "growth" and not _OF.fullmatch(gap)):
        return None
    if place.noun and not place.figure.unit and _OF_ANOTHER_THING.fullmatch(place.context.words.bounds.sub("", gap)):
        return None
    unit = "1" if place.noun and not place.figure.unit else ""
    return Told("change", cue=direction.word, negative=_down(direction), unit=unit)


def _averaged(place: Place) -> Told | None:
    unit = "1" if place.noun and not place.figure.unit else ""
    rate = place.context.words.rates.match(place.context.text[: place.end], place.figure.end)
    sentence, _ = place.context.sentence(place.figure.start)
    for cue in reversed(place.context.between(max(sentence, place.figure.start - _AVERAGE), place.figure.start)):
        if ";" in place.context.text[cue.end : place.figure.start]:
            break
        if cue.kind == "peak" and len(place.gap(cue)) <= _NEAR:
            return Told("peak", cue=cue.word, unit=unit)
        if cue.kind == "average":
            return Told("average", cue=cue.word, unit=unit)
        if cue.kind in _DIRECTIONS or cue.kind == "share":
            break
    if not rate or _A_HEAD.search(place.lead[-60:] + rate[0]):
        return None
    return Told("level" if place.figure.unit == "%" else "average", unit=unit)


def _base(place: Place) -> tuple[int, int] | None:
    """Return the words of the comparison: behind the figure in its clause, else before it."""
    for cue in place.right:
        if cue.kind == "base" and not re.search(r"[;.]\s", place.gap(cue)):
            return cue.start, _clause_end(place, cue.end)
    behind = _BASE_BEHIND.match(place.context.text[: place.end], place.figure.end)
    if behind:
        return behind.start("base"), _clause_end(place, behind.end())
    bases = [cue for cue in place.left if cue.kind == "base"]
    return (bases[0].start, _clause_end(place, bases[0].end)) if bases else None


def _clause_end(place: Place, start: int) -> int:
    limit = place.end if start > place.figure.end else place.figure.start
    found = _CLAUSE_END.search(place.context.text, start, limit)
    end = found.start() if found else limit
    return start + len(place.context.text[start:end].rstrip())


def _down(cue: Cue | None) -> bool:
    return cue is not None and cue.kind == "fall"
