"""A small tus server to read the protocol by.

`python -m tests.servers.tus_reference PORT FOLDER TOKEN MOST [CERTIFICATE KEY]`

/files takes all, /small nothing longer than MOST, /narrow no more than MOST at a time, /away sends everybody elsewhere,
/late is busy and says for how long.
"""

from __future__ import annotations

import base64
import contextlib
import itertools
import json
import ssl
import sys
import threading
import uuid
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any, ClassVar

VERSION = "1.0.0"


class Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    folder: Path
    token: str
    most: int
    owners: ClassVar[dict[str, Handler]] = {}
    lines: ClassVar[dict[Any, int]] = {}
    lock = threading.Lock()

    def do_OPTIONS(self) -> None:
        if self._admitted():
            self._answer(204, {"Tus-Version": VERSION, "Tus-Extension": "creation"})

    def do_POST(self) -> None:
        if not self._admitted():
            return
        size, area = int(self.headers["Upload-Length"]), self.path.strip("/")
        if area == "late":
            self._answer(503, {"Retry-After": "120"})
        elif area == "small" and size > self.most:
            self._answer(413)
        elif area == "away":
            self._answer(201, {"Location": "http://example.invalid/files/1"})
        else:
            name = uuid.uuid4().hex
            pairs = (pair.split(" ") for pair in self.headers["Upload-Metadata"].split(","))
            words = {key: base64.b64decode(value).decode() for key, value in pairs}
            (self.folder / name).touch()
            (self.folder / f"{name}.json").write_text(json.dumps({"id": name, "size": size, "metadata": words}))
            self._answer(201, {"Location": f"/{area}/{name}"})

    def do_HEAD(self) -> None:
        if not self._admitted():
            return
        told = self._told()
        if told is None:
            self._answer(404)
        else:
            offset = self._own(told["id"])
            self._answer(200, {"Upload-Offset": str(offset), "Upload-Length": str(told["size"])})

    def do_PATCH(self) -> None:
        if not self._admitted():
            return
        told, length = self._told(), int(self.headers["Content-Length"])
        if told is None:
            self._answer(404)
            return
        if self.path.startswith("/narrow/") and length > self.most:
            self._answer(413)  # before the body is read, as servers do that stand before others
            return
        name = told["id"]
        if int(self.headers["Upload-Offset"]) != self._own(name):
            self._answer(409)
            return
        while length and (piece := self.rfile.read1(min(length, 1 << 16))):
            if not self._append(name, piece):
                self.close_connection = True
                return
            length -= len(piece)
        if not length:
            self._answer(204, {"Upload-Offset": str((self.folder / name).stat().st_size)})

    def _own(self, name: str) -> int:
        """From now on only this line writes to the upload: what a line that died has still in flight is too late, and
        so is a line whose request is only read now though a later one was at it already: -1."""
        with self.lock:
            if name in self.owners and self.owners[name].number() > self.number():
                return -1
            self.owners[name] = self
            return (self.folder / name).stat().st_size

    def number(self) -> int:
        """Which line this is, in the order they were made."""
        return self.lines[self.client_address]

    def _append(self, name: str, piece: bytes) -> bool:
        with self.lock:
            if self.owners.get(name) is not self:
                return False
            with (self.folder / name).open("ab") as writing:
                writing.write(piece)
            return True

    def _told(self) -> dict[str, Any] | None:
        file = self.folder / (Path(self.path).name + ".json")
        return json.loads(file.read_text()) if file.is_file() else None

    def _admitted(self) -> bool:
        if self.headers["Authorization"] == f"Bearer {self.token}":
            return True
        self._answer(401)
        return False

    def _answer(self, status: int, headers: dict[str, str] | None = None) -> None:
        self.send_response(status)
        for name, value in ({"Tus-Resumable": VERSION, "Content-Length": "0"} | (headers or {})).items():
            if not (status == 204 and name == "Content-Length"):
                self.send_header(name, value)
        if status == 413:
            self.send_header("Connection", "close")
            self.close_connection = True
        self.end_headers()

    def log_message(self, *_words: object) -> None:
        pass

    def handle(self) -> None:
        with contextlib.suppress(OSError):  # a line that was cut is what this is for
            super().handle()


class Lines(ThreadingHTTPServer):
    """Numbers its lines as they are accepted: their threads may run in any order."""

    daemon_threads = True
    numbers = itertools.count()

    def process_request(self, request: Any, client_address: Any) -> None:
        Handler.lines[client_address] = next(self.numbers)
        super().process_request(request, client_address)


def main(port: str, folder: str, token: str, most: str, *tls: str) -> None:
    Handler.folder, Handler.token, Handler.most = Path(folder), token, int(most)
    server = Lines(("127.0.0.1", int(port)), Handler)
    if tls:
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(*tls)
        server.socket = context.wrap_socket(server.socket, server_side=True)
    print("ready", flush=True)
    server.serve_forever()


if __name__ == "__main__":
    main(*sys.argv[1:])
