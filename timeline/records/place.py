"""Where things are, and who acts there."""

from timeline.cells import Maybe
from timeline.expressions import Filled, Rule
from timeline.records.base import field
from timeline.records.codelist import Named
from timeline.records.limits import last_day
from timeline.vocabulary import Code, Codes, Date, Figure


class Place(Named):
    """A place; a unit that was divided, merged or ended is a place of its own before and after."""

    table, titles, tree = "places", ("Places", "Địa điểm"), "parent"
    opens_with = (
        *("code", "name_en", "name_vi", "kind", "parent", "iso_3166", "latitude", "longitude"),
        *("valid_from", "valid_to", "members"),
    )
    rules = (Rule("validity-reversed", "valid_to", Filled("valid_to"), last_day("valid_from") <= last_day("valid_to")),)

    kind: Code = field(
        "Kind", "Loại", "What kind of place.", "Loại địa điểm.", example="province", codelist="place_kinds"
    )
    parent: Maybe[Code] = field(
        "Parent",
        "Cấp trên",
        "The place it lies in.",
        "Nằm trong địa điểm nào.",
        example="VN",
        codelist="places",
        optional=True,
    )
    iso_3166: Maybe[Code] = field(
        "ISO 3166",
        "ISO 3166",
        "ISO 3166-1 or 3166-2 code, where there is one.",
        "Mã ISO 3166-1 hoặc 3166-2, nếu có.",
        example="VN-09",
        optional=True,
    )
    latitude: Maybe[Figure] = field(
        "Latitude",
        "Vĩ độ",
        "Degrees north, where known for certain.",
        "Độ vĩ bắc, khi biết chắc chắn.",
        example="21.85",
        optional=True,
    )
    longitude: Maybe[Figure] = field(
        "Longitude",
        "Kinh độ",
        "Degrees east, where known for certain.",
        "Độ kinh đông, khi biết chắc chắn.",
        example="106.76",
        optional=True,
    )
    valid_from: Maybe[Date] = field(
        "Valid from",
        "Có từ",
        "First day in this shape, where it matters.",
        "Ngày đầu tiên tồn tại như vậy, nếu cần phân biệt.",
        example="2025-07-01",
        optional=True,
    )
    valid_to: Maybe[Date] = field(
        "Valid to",
        "Có đến",
        "Last day in this shape.",
        "Ngày cuối cùng tồn tại như vậy.",
        example="2025-06-30",
        optional=True,
    )
    members: Maybe[Codes] = field(
        "Members",
        "Thành viên",
        "Of a group: its places, with ; between.",
        "Các địa điểm của một nhóm, ngăn bằng ;.",
        codelist="places",
        optional=True,
    )


class Actor(Named):
    """A person, body, project or mechanism that acts."""

    table, titles, tree = "actors", ("Actors", "Chủ thể"), "parent"
    opens_with = ("code", "name_en", "name_vi", "kind", "parent", "area")
    kind: Code = field(
        "Kind",
        "Loại",
        "person, body, project or mechanism.",
        "Người, cơ quan, dự án hoặc cơ chế.",
        example="body",
        codelist="actor_kinds",
    )
    parent: Maybe[Code] = field(
        "Parent", "Cấp trên", "The body it is part of.", "Cơ quan cấp trên.", codelist="actors", optional=True
    )
    area: Maybe[Code] = field(
        "Area",
        "Địa bàn",
        "The place it belongs to.",
        "Thuộc địa điểm nào.",
        example="VN-09",
        codelist="places",
        optional=True,
    )
