"""A valid collection to the published package."""

from timeline.build.run import build_aside, make

__all__ = ["build_aside", "make"]
