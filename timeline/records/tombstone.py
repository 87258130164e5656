"""Ids that a released version had and that are no more."""

from timeline.cells import Maybe
from timeline.records.base import Record, field
from timeline.vocabulary import AnyCode, Code, Note, ReleasedVersion


class Tombstone(Record):
    """One id that was published and is no more, and what stands for it now."""

    table = "tombstones"
    titles = ("Removed ids", "Mã đã gỡ bỏ")
    key = ("id", "kind")

    id: AnyCode = field(
        "Id", "Mã", "The id that was removed; never used again.", "Mã đã gỡ bỏ; không dùng lại.", example="2026-fair"
    )
    kind: Code = field(
        "Kind",
        "Loại",
        "The table that had it: events, observations, sources or a codelist.",
        "Bảng từng có mã đó: events, observations, sources hoặc một danh mục mã.",
        example="events",
    )
    version: ReleasedVersion = field(
        "Version",
        "Phiên bản",
        "The last released version that has it.",
        "Phiên bản phát hành cuối cùng còn mã đó.",
        example="0.1.0",
    )
    reason: Note = field(
        "Reason",
        "Lý do",
        "Why it was removed, in our own words.",
        "Vì sao gỡ bỏ, bằng lời của chúng tôi.",
        example="Told twice under two ids.",
    )
    successor: Maybe[AnyCode] = field(
        "Successor",
        "Mã thay thế",
        "The id of the same kind that stands for it now.",
        "Mã cùng loại thay cho mã này.",
        example="2026-spring-fair",
        optional=True,
    )
