"""Version and date of what is built, by the log of releases."""

from typing import Any

import pytest

from timeline.build.versioning import stamped, versioned
from timeline.build.writers import as_json
from timeline.released import Released, Version, sha256

TOLD: dict[str, Any] = {"name": "x", "description": "X.", "created": "2026-06-01T00:00:00Z", "resources": []}


def released(descriptor: str, version: Version | None = None) -> Released:
    return Released(version or Version(0, 1, 0), "2026-10-01", "events=1", "", descriptor, "", "")


def test_before_the_first_release() -> None:
    assert versioned(TOLD, [])["version"] == "0.1.0-dev"
    assert versioned(TOLD, [])["created"] == "2026-06-01T00:00:00Z"


def test_version_and_date_stand_behind_the_description() -> None:
    made = stamped(TOLD, "1.0.0", "2026-10-01T00:00:00Z")
    assert list(made) == ["name", "description", "version", "created", "resources"]
    assert stamped(made, "1.0.0", "2026-10-01T00:00:00Z") == made
    assert list(stamped({"name": "x"}, "1.0.0", "")) == ["name", "version"], "no date is better than a guessed one"


@pytest.mark.parametrize("created", ["2026-06-01T00:00:00Z", "2026-07-01T00:00:00Z"])
def test_what_was_released_has_its_version_whatever_the_date_of_issue(created: str) -> None:
    log = [released(sha256(as_json(stamped(TOLD, "0.1.0", "2026-10-01T00:00:00Z"))))]
    made = versioned(TOLD | {"created": created}, log)
    assert (made["version"], made["created"]) == ("0.1.0", "2026-10-01T00:00:00Z")


@pytest.mark.parametrize(("last", "coming"), [(Version(0, 1, 0), "0.1.1-dev"), (Version(2, 3, 9), "2.3.10-dev")])
def test_what_was_not_released_is_the_next_version_in_the_making(last: Version, coming: str) -> None:
    made = versioned(TOLD, [released("0" * 64, last)])
    assert (made["version"], made["created"]) == (coming, "2026-06-01T00:00:00Z")


def test_only_the_last_release_counts() -> None:
    same = sha256(as_json(stamped(TOLD, "0.1.0", "2026-10-01T00:00:00Z")))
    assert versioned(TOLD, [released(same), released("0" * 64, Version(0, 2, 0))])["version"] == "0.2.1-dev"
