"""A folder served over HTTP on the loopback interface: what tests of loading and of the snippets share."""

import re
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path


class Quiet(SimpleHTTPRequestHandler):
    """Serves files or ranges of them, and does not tell of it; `/moved/…` leads to `moved`."""

    moved = ""

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - its name
        """Say nothing."""

    def do_GET(self) -> None:
        wanted = re.fullmatch(r"bytes=([0-9]+)-([0-9]*)", self.headers.get("Range", ""))
        if self.path.startswith("/moved/"):
            self.send_response(302)
            self.send_header("Location", self.moved)
            self.end_headers()
        elif wanted:
            self.send_range(int(wanted[1]), wanted[2])
        else:
            super().do_GET()

    def send_range(self, first: int, last: str) -> None:
        """The bytes of a file that a reader asks for, as servers of files do."""
        data = Path(self.translate_path(self.path)).read_bytes()
        part = data[first : int(last) + 1] if last else data[first:]
        self.send_response(206)
        self.send_header("Content-Range", f"bytes {first}-{first + len(part) - 1}/{len(data)}")
        self.send_header("Content-Length", str(len(part)))
        self.end_headers()
        self.wfile.write(part)


class Server(ThreadingHTTPServer):
    """Takes it in silence when a client has read enough."""

    def handle_error(self, request: object, client_address: object) -> None:
        """Say nothing; what went wrong is told by the client."""


@contextmanager
def served(folder: Path, moved: str = "") -> Iterator[str]:
    """The URL of a server of a folder, without a slash at its end; `/moved/` redirects to another URL."""
    handler = type("Handler", (Quiet,), {"moved": moved})
    with Server(("127.0.0.1", 0), partial(handler, directory=str(folder))) as server:
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        try:
            yield f"http://127.0.0.1:{server.server_address[1]}"
        finally:
            server.shutdown()
            thread.join()
