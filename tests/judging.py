"""What the tests of `make judges` share."""

import os

import pytest


def missing(what: str) -> None:
    """Say that a judge is not there, and fail where all are required."""
    text = f"NOT RUN: {what} is missing; run make system-judges, then make judges"
    if os.environ.get("REQUIRE_ALL") == "1":
        pytest.fail(text)
    pytest.skip(text)
