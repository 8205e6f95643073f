"""A little web server on this machine; the rehearsal runs two, which share a shop."""

import socket
import threading
from http.server import ThreadingHTTPServer
from typing import Any

from storyboard.errors import UsageError
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
