"""The rehearsal itself: the gateways, and the machine where the films lie, while the context is open."""

import contextlib
import re
import socket
import threading
from typing import Self

from storyboard.rehearsal.answers import Shelf
from storyboard.rehearsal.counter import Counter
from storyboard.rehearsal.server import HOST, Server
from storyboard.rehearsal.shop import Shop


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
