"""What helps a person to contribute: new folders, and files in their one writing."""

from timeline.contribute.formatting import format_files, slug
from timeline.contribute.scaffold import UnusableSourceError, start

__all__ = ["UnusableSourceError", "format_files", "slug", "start"]
