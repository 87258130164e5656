"""A valid collection to the published package."""

from timeline.build.history import as_of, csv_as_of, observations_as_of
from timeline.build.run import Put, build_aside, built, make

__all__ = ["Put", "as_of", "build_aside", "built", "csv_as_of", "make", "observations_as_of"]
