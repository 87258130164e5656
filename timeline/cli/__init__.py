"""The command line: one command a file, loaded only when it is named."""

from timeline.cli.main import main

__all__ = ["main"]
