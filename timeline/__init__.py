"""Publishes dated events and statistics as a Frictionless Data Package, and loads what was published.

`timeline.load("observations")` gives a typed polars frame; names are looked up when they are used, so that importing
the package costs nothing.
"""

from typing import TYPE_CHECKING, Any

from timeline.version import __version__

__all__ = ["ChecksumError", "LoadError", "NotFoundError", "Package", "__version__", "load", "open_package"]

if TYPE_CHECKING:
    from timeline.loading import ChecksumError, LoadError, NotFoundError, Package, load, open_package
else:  # type checkers would take any name for an attribute

    def __getattr__(name: str) -> Any:
        if name not in __all__:
            raise AttributeError(f"module 'timeline' has no attribute {name!r}")
        from timeline import loading  # noqa: PLC0415 - whoever imports `timeline` for something else does not pay

        return getattr(loading, name)

    def __dir__() -> list[str]:
        return __all__
