"""The rehearsal's two little web servers: the gateways, and the machine where the films lie."""

import contextlib
import re
import socket
import threading
from http.server import ThreadingHTTPServer
from typing import Any, Self

from storyboard.errors import UsageError
from storyboard.rehearsal.answers import Shelf
from storyboard.rehearsal.counter import Counter
from storyboard.rehearsal.shop import Shop

HOST = "127.0.0.1"


class Server(ThreadingHTTPServer):
    """One of the two; knows the shop and the other's address."""

    daemon_threads = True
    request_queue_size = 128

    def __init__(self, handler: type, port: int, shop: Shop) -> None:
        try:
            super().__init__((HOST, port), handler)
        except OSError as wrong:
            raise UsageError(f"port {port} cannot be used: {wrong.strerror}", "name another: --port PORT") from None
        self.shop = shop
        self.shelf = ""
        """Address of the machine where films lie."""
        self.closing = threading.Event()
        self.open: set[socket.socket] = set()

    def process_request(self, request: Any, client_address: Any) -> None:  # noqa: ANN401 - as socketserver has it
        self.open.add(request)
        super().process_request(request, client_address)

    def shutdown_request(self, request: Any) -> None:  # noqa: ANN401 - as socketserver has it
        self.open.discard(request)
        super().shutdown_request(request)

    def handle_error(self, request: object, client_address: object) -> None:
        """A client that hung up is no news here."""


class Rehearsal:
    """Both servers, while the context is open: `url(dialect)` is what goes into `base_url`."""

    def __init__(self, shop: Shop, port: int = 0) -> None:
        self.shop = shop
        self.counter = Server(Counter, port, shop)
        self.shelf = Server(Shelf, 0, shop)
        self.counter.shelf = f"http://{HOST}:{self.shelf.server_port}"

    def __enter__(self) -> Self:
        for server in (self.counter, self.shelf):
            threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True).start()
        return self

    def __exit__(self, *_: object) -> None:
        for server in (self.counter, self.shelf):
            server.closing.set()
            server.shutdown()
            server.server_close()

    def hang_up(self) -> None:
        """Every open connection dies, as those of a machine that slept for an hour."""
        for server in (self.counter, self.shelf):
            for connection in tuple(server.open):
                with contextlib.suppress(OSError):
                    connection.shutdown(socket.SHUT_RDWR)

    def url(self, dialect: str = "") -> str:
        base = f"http://{HOST}:{self.counter.server_port}"
        return f"{base}/{dialect}" if re.fullmatch(r"[\w-]+", dialect) else base
