"""Checks across rows and files: ids, links and counts, and figures that must fit together."""

from timeline.validate.across.checks import CHECKS
from timeline.validate.across.figures import Finding
from timeline.validate.across.findings import between_sources, figures_fit

__all__ = ["CHECKS", "Finding", "between_sources", "figures_fit"]
