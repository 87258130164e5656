"""Contributions to problems."""

from timeline.validate.across import Finding, between_sources
from timeline.validate.collection import Collection, read_collection, with_contribution
from timeline.validate.coverage import Decided, Decision, decided
from timeline.validate.ledger import uncovered
from timeline.validate.rows import SCREEN_FROM, Known, Table, check_row, check_table
from timeline.validate.run import package_info, validate
from timeline.validate.verify import verify

__all__ = [
    "SCREEN_FROM",
    "Collection",
    "Decided",
    "Decision",
    "Finding",
    "Known",
    "Table",
    "between_sources",
    "check_row",
    "check_table",
    "decided",
    "package_info",
    "read_collection",
    "uncovered",
    "validate",
    "verify",
    "with_contribution",
]
