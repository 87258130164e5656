"""Bytes over http and https; no other scheme, not behind a redirect either."""

from urllib import request
from urllib.error import HTTPError, URLError

from timeline.loading.errors import LoadError
from timeline.version import __version__

SECONDS = 30
"""How long a server may stay silent."""
HANDLERS = (
    request.ProxyHandler,
    request.HTTPHandler,
    request.HTTPSHandler,
    request.HTTPRedirectHandler,
    request.HTTPErrorProcessor,
    request.HTTPDefaultErrorHandler,
    request.UnknownHandler,
)


def fetch(url: str, limit: int) -> tuple[bytes, str]:
    """The first `limit` bytes behind a URL, and the URL after redirects.

    Raises:
        LoadError: If the URL is neither http nor https.
        OSError: If the server cannot be reached, is silent, or refuses.
        http.client.HTTPException: If it does not speak HTTP, or the URL is none.
        ValueError: If the URL is none.
    """
    if url.partition("://")[0].lower() not in {"http", "https"}:
        raise LoadError(f"{url} is neither http nor https; name such a URL, a folder or a zip")
    opener = request.OpenerDirector()
    for handler in HANDLERS:
        opener.add_handler(handler())
    opener.addheaders = [("User-Agent", f"timeline-publisher/{__version__}")]
    try:
        with opener.open(url, timeout=SECONDS) as response:
            return response.read(limit), response.url
    except HTTPError as error:
        error.close()
        raise OSError(f"HTTP {error.code} {error.reason}") from error
    except URLError as error:
        raise OSError(getattr(error.reason, "strerror", None) or str(error.reason)) from error
