"""A valid collection to the published package."""

from timeline.build.history import NoDateError, as_of, csv_as_of, observations_as_of
from timeline.build.run import build_aside, make

__all__ = ["NoDateError", "as_of", "build_aside", "csv_as_of", "make", "observations_as_of"]
