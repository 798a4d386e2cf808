"""What goes wrong between two machines: a line that is cut, or hangs half open."""

from __future__ import annotations

import contextlib
import socket
import struct
import threading
from collections.abc import Iterator

_PIECE = 1 << 14


class Faults:
    """Stands before a server on loopback. `cut` and `hang` count the bytes a client has sent over one connection.

    `cuts` counts what happened.
    """

    def __init__(self, server_port: int) -> None:
        self._server_port = server_port
        self.cut_after = self.hang_after = 0
        self.cuts_left = -1
        self.cuts = 0
        self.hanging = threading.Event()
        self._open: list[socket.socket] = []
        self._door = socket.create_server(("127.0.0.1", 0))
        self.port = int(self._door.getsockname()[1])
        threading.Thread(target=self._serve, daemon=True).start()

    def cut_every(self, size: int, times: int = -1) -> None:
        """Every connection is reset after so many bytes; `times` of them, or all."""
        self.cut_after, self.cuts_left = size, times

    def hang(self, after: int) -> None:
        """From now on a connection goes dead after so many bytes and nobody is told."""
        self.hang_after = after

    def mend(self) -> None:
        self.cut_after = self.hang_after = 0
        self.cuts_left = -1

    def close(self) -> None:
        self._door.close()
        for one in self._open:
            with contextlib.suppress(OSError):
                one.close()

    def _serve(self) -> None:
        while True:
            try:
                client, _address = self._door.accept()
            except OSError:
                return
            threading.Thread(target=self._join, args=(client,), daemon=True).start()

    def _join(self, client: socket.socket) -> None:
        try:
            server = socket.create_connection(("127.0.0.1", self._server_port))
        except OSError:
            _reset(client)
            return
        self._open += [client, server]
        threading.Thread(target=self._back, args=(server, client), daemon=True).start()
        self._forth(client, server)

    def _forth(self, client: socket.socket, server: socket.socket) -> None:
        seen = 0
        with contextlib.suppress(OSError):
            while piece := client.recv(_PIECE):
                if self.hang_after and seen + len(piece) > self.hang_after:
                    self.hanging.set()
                    return  # both lines stay open, and nothing moves any more
                if self.cut_after and self.cuts_left and seen + len(piece) > self.cut_after:
                    server.sendall(piece[: self.cut_after - seen])
                    self.cuts += 1
                    self.cuts_left -= 1
                    _reset(client)
                    server.shutdown(socket.SHUT_RDWR)  # what had come through may still be read there
                    server.close()
                    return
                seen += len(piece)
                server.sendall(piece)
        with contextlib.suppress(OSError):
            server.shutdown(socket.SHUT_WR)

    def _back(self, server: socket.socket, client: socket.socket) -> None:
        with contextlib.suppress(OSError):
            while piece := server.recv(_PIECE):
                client.sendall(piece)
        with contextlib.suppress(OSError):
            client.shutdown(socket.SHUT_RDWR)
        for one in (client, server):
            with contextlib.suppress(OSError):
                one.close()


def _reset(line: socket.socket) -> None:
    """Closes a line as a broken one is closed."""
    with contextlib.suppress(OSError):
        line.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
    with contextlib.suppress(OSError):
        line.shutdown(socket.SHUT_RD)
    with contextlib.suppress(OSError):
        line.close()


@contextlib.contextmanager
def between(server_port: int) -> Iterator[Faults]:
    made = Faults(server_port)
    try:
        yield made
    finally:
        made.close()
