"""A valid collection to the published package."""

from timeline.build.run import build, build_aside, make

__all__ = ["build", "build_aside", "make"]
