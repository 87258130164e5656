"""The version of the tool; the data has its own, in the descriptor."""

__version__ = "0.1.0"
