"""Publishes dated events and statistics as a Frictionless Data Package."""

from timeline.version import __version__

__all__ = ["__version__"]
