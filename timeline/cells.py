"""Field rules: what one cell may hold, and the value that it means.

A field rule is a plain function of one cell, `read(text) -> value or Problem`, held by a `Cell` in the type's
annotation: Pydantic runs it for one record, `timeline.screen` for a column, and `timeline.columns` publishes it.
"""

import re
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from typing import Annotated, Any, TypeVar

from pydantic import BeforeValidator, GetCoreSchemaHandler, GetJsonSchemaHandler
from pydantic.json_schema import JsonSchemaValue
from pydantic_core import CoreSchema, PydanticCustomError, core_schema

from timeline import edtf
from timeline.phrases import Language, read_figures, suggest
from timeline.problems import Problem, closest

RANGE = r"[1-9][0-9]{0,6}(-[1-9][0-9]{0,6})?"
NUMBER = r"-?(0|[1-9][0-9]*)(\.[0-9]+)?"
URL = r"https?://[^\s/]+\S*"
ANY = "(?s:.*)"  # as `sure`: the cell is free, and tables are not searched for what it holds
DIGITS, DECIMALS = 28, 9
READABLE = 100  # characters of a cell that is looked at for what it may mean; longer ones are no date and no number
MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_MONTH = f"(?:{'|'.join(MONTHS)}|Thg ?(?:1[0-2]|[1-9]))"
SPREADSHEET_RANGE = re.compile(rf"([0-9]{{1,2}})[- ]({_MONTH})|({_MONTH})[- ]([0-9]{{2}})")
"""What spreadsheets make of 9-10 and 10-45, in English and in Vietnamese: 9-Oct, 09-Thg10, Oct-45."""


@dataclass(frozen=True)
class Cell:
    """The field rule of a type, as Pydantic metadata.

    Attributes:
        read: The cell's text to its value, or a Problem.
        type: The Table Schema type.
        pattern: What the whole text matches (without anchors), where a pattern says it.
        sure: A pattern of texts that are good for certain. Tables are screened by it; whatever does not match is read.
        longest: How many UTF-8 bytes a text that matches `sure` may have; 0 where the pattern alone says it.
    """

    read: Callable[[str], Any]
    type: str = "string"
    pattern: str = ""
    sure: str = ""
    longest: int = 0

    def __get_pydantic_core_schema__(self, source: Any, handler: GetCoreSchemaHandler) -> CoreSchema:
        """Run the rule on texts before Pydantic's own check of the type; values that are no text go straight there."""
        return core_schema.no_info_before_validator_function(self.validate, handler(source))

    def __get_pydantic_json_schema__(self, schema: CoreSchema, handler: GetJsonSchemaHandler) -> JsonSchemaValue:
        """The pattern goes into the JSON Schema; Pydantic is not given it, so that our wording is told."""
        told = handler(schema)
        return {**told, "pattern": f"^({self.pattern})$"} if self.pattern and told.get("type") == "string" else told

    def validate(self, value: Any) -> Any:
        """The value of a text; a Problem becomes Pydantic's error of the same code."""
        if not isinstance(value, str) or isinstance(value, StrEnum):
            return value
        result = self.read(value) if value else Problem("value-missing")
        if isinstance(result, Problem):
            raise custom_error(result)
        return result


def custom_error(problem: Problem) -> PydanticCustomError:
    """A problem as Pydantic's error: its code is the type, its facts the context.

    The finished message comes last in the context: Pydantic fills in key by key, and would fill in what a cell holds in
    braces as well.
    """
    return PydanticCustomError(problem.code, "{message}", {**problem.facts, "message": problem.message()})


T = TypeVar("T")
Maybe = Annotated[T | None, BeforeValidator(lambda value: None if value == "" else value)]


def clean(text: str) -> Problem | None:
    """What is wrong with any text: invisible characters, Unicode form, spaces, formulas."""
    for char in "" if text.isprintable() else text:  # what Python prints has none of them
        if unicodedata.category(char) in {"Cc", "Cf", "Zl", "Zp", "Co", "Cs"}:
            return Problem("text-control", {"char": f"U+{ord(char):04X}"})
    if not unicodedata.is_normalized("NFC", text):
        return Problem("text-not-nfc")
    if text != " ".join(text.split()):
        return Problem("text-space")
    if text[:1] in {"=", "@"} or (text[:1] in {"+", "-", "−"} and not _signed_figure(text)):
        return Problem("text-formula", {"text": text[:40]})
    return None


def _signed_figure(text: str) -> bool:
    found = [figure for language in Language for figure in read_figures(text[1:READABLE], language)]
    return any(figure.start == 0 for figure in found)


def texts(limit: int) -> Callable[[str], str | Problem]:
    """The field rule of clean text of up to `limit` characters."""

    def read(text: str) -> str | Problem:
        if len(text) > limit:
            return clean(text) or Problem("text-long", {"length": str(len(text)), "limit": str(limit)})
        return clean(text) or text

    return read


def matching(pattern: str, form: str) -> Callable[[str], str | Problem]:
    """The field rule of a text that has a form."""
    whole = re.compile(pattern)

    def read(text: str) -> str | Problem:
        return text if whole.fullmatch(text) else clean(text) or Problem("code-form", {"text": text, "form": form})

    return read


def listed(pattern: str, form: str) -> Callable[[str], tuple[str, ...] | Problem]:
    """The field rule of a list with `;` between, no item twice."""
    one = matching(pattern, form)

    def read(text: str) -> tuple[str, ...] | Problem:
        items = text.split(";")
        for item in items:
            result = one(item) if item else Problem("code-form", {"text": text, "form": f"{form}, none empty"})
            if isinstance(result, Problem):
                return result
        if len(set(items)) < len(items):
            return Problem("code-form", {"text": text, "form": f"{form}, each once"})
        return tuple(items)

    return read


def choice(known: type[StrEnum]) -> Callable[[str], str | Problem]:
    """The field rule of a fixed set of words."""
    words = [member.value for member in known]

    def read(text: str) -> str | Problem:
        if text in words:
            return text
        return Problem("choice-unknown", {"text": text, "known": ", ".join(words), "suggestion": closest(text, words)})

    return read


def read_date(text: str) -> str | Problem:
    """EDTF in its canonical writing; else the Problem with what to write."""
    try:
        edtf.parse(text)
    except edtf.EdtfError as error:
        if error.reason is edtf.Reason.IMPOSSIBLE:
            return Problem("date-impossible", {"part": error.part})
        if error.reason is edtf.Reason.REVERSED:
            return Problem("date-reversed", {"text": text, "suggestion": _turned(text)})
        return Problem("date-bad", {"text": text, "suggestion": _meant(text)})
    plain = edtf.canonical(text)
    return text if plain == text else Problem("date-bad", {"text": text, "suggestion": plain})


def _meant(text: str) -> str:
    """The date that a cell most likely means; "" for a cell too long to be one."""
    return suggest(_visible(text)) or "" if len(text) <= READABLE else ""


def _turned(text: str) -> str:
    low, high = re.split(r"/|\.\.", text.strip("[]"))
    turned = f"[{high}..{low}]" if text.startswith("[") else f"{high}/{low}"
    try:
        return edtf.parse(turned).text
    except edtf.EdtfError:
        return ""


def read_number(text: str) -> Decimal | Problem:
    """A plain decimal number, exactly as written: trailing zeros are kept."""
    if _is_plain(text):
        return Decimal(text)
    meant = _plain_number(_visible(text))
    return Problem("number-bad", {"text": text, "suggestion": meant if _is_plain(meant) else ""})


def _is_plain(text: str) -> bool:
    whole, _, behind = text.lstrip("-").partition(".")
    return bool(re.fullmatch(NUMBER, text)) and len(whole + behind) <= DIGITS and len(behind) <= DECIMALS


def _plain_number(text: str) -> str:
    """The number that a grouped or localised writing means, where both notations do not read it differently.

    A number with a multiplier, range or whole is more than this cell holds: none is suggested.
    """
    if _is_plain(text) or len(text) > READABLE:
        return text
    figures = [figure for language in Language for figure in read_figures(text, language) if figure.text == text]
    if any(figure.unit_mult or figure.value_high is not None or figure.out_of is not None for figure in figures):
        return ""
    values = {format(figure.value, "f") for figure in figures}
    return values.pop() if len(values) == 1 else ""


def _visible(text: str) -> str:
    """The text without zero-width and direction marks, which a reader does not see."""
    return "".join(char for char in text if unicodedata.category(char) != "Cf")


def read_words(text: str) -> tuple[str, ...] | Problem:
    """Names with `;` between, each clean text."""
    words = tuple(text.split(";"))
    if "" in words:
        return Problem("code-form", {"text": text, "form": "names with ; between, none empty"})
    return next((fault for word in words if (fault := clean(word))), words)


def integer(low: int, high: int) -> Callable[[str], int | Problem]:
    """The field rule of a whole number."""

    def read(text: str) -> int | Problem:
        if re.fullmatch(r"-?(0|[1-9][0-9]{0,8})", text) and low <= int(text) <= high:
            return int(text)
        return _spreadsheet(text) or Problem("integer-bad", {"text": text, "low": str(low), "high": str(high)})

    return read


def read_lines(text: str) -> str | Problem:
    """Ranges of line numbers, `114-116;204`."""
    for part in text.split(";"):
        if not re.fullmatch(RANGE, part):
            return _spreadsheet(text) or Problem("lines-bad", {"text": text})
        first, _, last = part.partition("-")
        if last and int(last) < int(first):
            return Problem("lines-reversed", {"part": part, "suggestion": f"{last}-{first}"})
    return text


def line_ranges(text: str) -> list[tuple[int, int]]:
    """The first and last line of each range of a valid cell; empty for an empty one."""
    pairs = (part.partition("-") for part in text.split(";") if part)
    return [(int(first), int(last or first)) for first, _, last in pairs]


def _spreadsheet(text: str) -> Problem | None:
    """Which range a spreadsheet took for a day and month (9-Oct: lower number first) or a month and year (Oct-45)."""
    found = SPREADSHEET_RANGE.fullmatch(text)
    if not found:
        return None
    low, high = sorted((int(found[1]), _month(found[2]))) if found[1] else (_month(found[3]), int(found[4]))
    return Problem("spreadsheet-date", {"text": text, "suggestion": f"{low}-{high}"})


def _month(name: str) -> int:
    return int(name[3:]) if name.startswith("Thg") else MONTHS.index(name) + 1


@dataclass(frozen=True, slots=True)
class Acting:
    """Who acts: an actor, in a role, a person on behalf of a body."""

    actor: str
    on_behalf_of: str = ""
    role: str = "participant"


def acting(item: str) -> Acting:
    """One item of an actors cell: `code`, `code:role` or `person@body:role`."""
    who, _, role = item.partition(":")
    actor, _, body = who.partition("@")
    return Acting(actor, body, role or "participant")


def read_file_name(text: str) -> str | Problem:
    """The name of a file, without a folder."""
    if set(text) & set("/\\:") or text in {".", ".."}:
        return Problem("code-form", {"text": text, "form": "the name of the file alone, without a folder"})
    return texts(120)(text)


def read_url(text: str) -> str | Problem:
    """A full http or https address."""
    fault = clean(text)
    return fault or (text if re.fullmatch(URL, text) else Problem("url-bad", {"text": text}))


def read_sha256(text: str) -> str | Problem:
    """The 64 lower-case hexadecimal digits of a SHA-256."""
    return text if re.fullmatch(r"[0-9a-f]{64}", text) else Problem("sha256-bad", {"text": text})


def read_truth(text: str) -> bool | Problem:
    """True or false."""
    known = Problem("choice-unknown", {"text": text, "known": "true, false"})
    return text == "true" if text in {"true", "false"} else known
