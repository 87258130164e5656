"""The kinds of codelist, and the simple ones. Each is a CSV under datasets/codelists/, by hand, published as it is."""

from typing import ClassVar

from timeline.cells import Maybe
from timeline.records.base import Record, field
from timeline.vocabulary import Code, Note, Title, Words


class Codelist(Record):
    """A list of codes with their names; the simple lists are just that."""

    tree: ClassVar[str] = ""
    """The column that names the code of the same list above this one."""

    code: Code = field("Code", "Mã", "Permanent code.", "Mã cố định.", example="VN-09")
    name_en: Title = field(
        "Name (English)", "Tên (tiếng Anh)", "Name in English.", "Tên bằng tiếng Anh.", example="Lang Son"
    )
    name_vi: Title = field(
        "Name (Vietnamese)", "Tên (tiếng Việt)", "Name in Vietnamese.", "Tên bằng tiếng Việt.", example="Lạng Sơn"
    )


class Defined(Codelist):
    """A list whose codes need saying what they mean."""

    definition_en: Note = field("Definition (English)", "Định nghĩa (tiếng Anh)", "What it means.", "Ý nghĩa của mã.")
    definition_vi: Note = field(
        "Definition (Vietnamese)", "Định nghĩa (tiếng Việt)", "The same in Vietnamese.", "Ý nghĩa bằng tiếng Việt."
    )


class Named(Codelist):
    """A list whose codes have other names too."""

    aliases_en: Maybe[Words] = field(
        "Other names (English)",
        "Tên khác (tiếng Anh)",
        "Variant names and spellings, with ; between.",
        "Tên và cách viết khác, ngăn bằng ;.",
        optional=True,
    )
    aliases_vi: Maybe[Words] = field(
        "Other names (Vietnamese)",
        "Tên khác (tiếng Việt)",
        "Variant names and spellings, with ; between.",
        "Tên và cách viết khác, ngăn bằng ;.",
        optional=True,
    )


class Telling(Codelist):
    """A list whose codes are known in a text by the words that say so."""

    words_en: Maybe[Words] = field(
        "Words (English)",
        "Từ (tiếng Anh)",
        "Words that say so in English.",
        "Các từ tiếng Anh diễn đạt.",
        optional=True,
    )
    words_vi: Maybe[Words] = field(
        "Words (Vietnamese)",
        "Từ (tiếng Việt)",
        "Words that say so in Vietnamese.",
        "Các từ tiếng Việt diễn đạt.",
        optional=True,
    )


class Topic(Codelist):
    """What indicators are about."""

    table, titles = "topics", ("Topics", "Chủ đề")


class MeasureCode(Defined):
    """How a value measures its indicator."""

    table, titles = "measures", ("Measures", "Cách đo")


class PlaceKind(Codelist):
    """What kinds of place there are."""

    table, titles = "place_kinds", ("Kinds of place", "Loại địa điểm")


class ActorKind(Codelist):
    """What kinds of actor there are."""

    table, titles = "actor_kinds", ("Kinds of actor", "Loại chủ thể")


class EventKind(Telling, Defined):
    """What kinds of event there are."""

    table, titles = "event_kinds", ("Kinds of event", "Loại sự kiện")


class EventSeries(Named):
    """Events that recur, by edition."""

    table, titles = "event_series", ("Event series", "Chuỗi sự kiện")


class Role(Defined):
    """How an actor takes part."""

    table, titles = "roles", ("Roles", "Vai trò")


class BoundCode(Telling):
    """On which side of the figure the true value lies, with the words that say so."""

    table, titles = "bounds", ("Bounds", "Giới hạn")


class ObsStatus(Defined):
    """SDMX observation status."""

    table, titles = "obs_status", ("Observation status", "Tình trạng số liệu")


class RejectionReason(Codelist):
    """Why a date or figure is no record."""

    table, titles = "rejection_reasons", ("Reasons of rejection", "Lý do loại bỏ")
