"""A published data package to typed frames: from the repository around, an installed wheel, a folder, zip or URL."""

from timeline.loading.errors import ChecksumError, LoadError, NotFoundError
from timeline.loading.opening import load, open_package
from timeline.loading.package import Package, Resource

__all__ = ["ChecksumError", "LoadError", "NotFoundError", "Package", "Resource", "load", "open_package"]
