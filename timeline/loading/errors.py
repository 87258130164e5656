"""What loading raises. LoadError is the root; its message is one line: what cannot be read, why, what to do.

LoadError
├── NotFoundError   there is no such package or table
└── ChecksumError   a file is not the one that its package describes
"""


class LoadError(Exception):
    """A data package cannot be read; the message is one line, whatever a package says of itself."""

    def __init__(self, text: str) -> None:
        super().__init__("".join(letter if letter.isprintable() else " " for letter in text))


class NotFoundError(LoadError):
    """There is no such package, or it has no such table."""


class ChecksumError(LoadError):
    """A file has not the size and SHA-256 that datapackage.json promises: it was changed or damaged."""
