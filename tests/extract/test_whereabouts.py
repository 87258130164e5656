"""A place is the code that its name had at the time."""

import pytest

from timeline.codelists import Codelists
from timeline.extract import propose
from timeline.extract.whereabouts import valid_at
from timeline.starter import starter_codelists


@pytest.fixture(scope="module")
def codelists() -> Codelists:
    return starter_codelists()


@pytest.mark.parametrize(
    ("code", "date", "valid"),
    [
        ("VN-HP", "2025-05-12", "VN-HP"),
        ("VN-HP", "2025-08-12", "hai-phong-2025"),
        ("hai-phong-2025", "2019", "VN-HP"),
        ("VN-HP", "2026", "hai-phong-2025"),
        ("VN-HP", "", "VN-HP"),
        ("VN-04", "2026", "VN-04"),
        ("VN-06", "2026", "VN-06"),  # Yên Bái is no province any more, and no other has its name
        ("", "2026", ""),
    ],
)
def test_valid_at(codelists: Codelists, code: str, date: str, valid: str) -> None:
    assert valid_at(code, date, codelists) == valid


@pytest.mark.parametrize(("date", "place"), [("12/5/2025", "VN-HP"), ("12/8/2025", "hai-phong-2025")])
def test_places_of_events_and_figures(codelists: Codelists, date: str, place: str) -> None:
    text = f"Ngày {date}, tại thành phố Hải Phòng, hai bên đã hội đàm. Hải Phòng có 120 trường học.\n"
    found = propose(text, codelists, "x", "2025-09")
    assert [row["places"] for row in found.events] == [place]
    assert [row["ref_area"] for row in found.observations] == [place]
