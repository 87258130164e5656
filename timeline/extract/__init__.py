"""Reads a document and proposes its events and figures, for a person to decide."""

from timeline.extract.proposal import Proposal, propose

__all__ = ["Proposal", "propose"]
