"""Upload by WebDAV: under a name of its own first, and under the package's only once the server has every byte."""

from __future__ import annotations

import hashlib
import io
from collections.abc import Callable
from dataclasses import dataclass
from urllib.parse import quote

from domain.errors import TroubleError
from exports.transports import answers, parts
from exports.transports.channel import Arrival, Keep, Parcel, Step, checked
from exports.transports.server import Server, place
from exports.transports.web import Body, Talk

IN_PARTS = "parts"
UNFINISHED = ".uploading"
LEAST_PART = 1 << 20
_CUT = ("server_cut", "server_silent")
_BELONGS = 12  # digits of the SHA-256 in the name of what is not finished: another file's is never mistaken for it


@dataclass(frozen=True)
class WebDav:
    """A folder on a WebDAV server as a channel.

    A file goes whole. Where the line was cut under it, or the server takes nothing so long, the next try sends it in
    parts (`exports.transports.parts`), each of which arrives whole or not at all: the mark says so.
    """

    server: Server

    def deliver(self, parcel: Parcel, mark: str, *, step: Step, keep: Keep) -> Arrival:
        """See Channel. TroubleError: those of `exports.transports.web` and `answers`, and name_taken."""
        size = checked(parcel.source, parcel.sha256)
        with Talk(self.server, lambda: step(0, size)) as talk:
            shelf = _Shelf(talk, self.server, parcel.sha256[:_BELONGS])
            if shelf.holds(parcel.name, size, parcel.sha256):
                return Arrival(shelf.address(parcel.name), size, already_there=True)
            if mark != IN_PARTS:
                if _whole(shelf, parcel, size, step, keep):
                    return Arrival(shelf.address(parcel.name), size)
                keep(IN_PARTS, 0)
            _in_parts(shelf, parcel, size, step, keep)
        step(size, size)
        return Arrival(shelf.address(""), size)

    def try_out(self, poll: Callable[[], None]) -> None:
        """Asks the server whether it is one of this kind, has the folder and takes the secret; nothing is written."""
        with Talk(self.server, poll) as talk:
            address = _Shelf(talk, self.server, "").address("")
            answer = talk.ask("PROPFIND", address, {"Depth": "0"})
            if answer.http != 207:
                raise answers.trouble(answer, address)


class _Shelf:
    """The folder at the far end."""

    def __init__(self, talk: Talk, server: Server, belongs: str) -> None:
        self._talk, self._base, self._belongs = talk, server.url.rstrip("/") + "/", belongs

    def address(self, name: str) -> str:
        return self._base + quote(name)

    def size(self, name: str) -> int:
        """The size of a file that is there, -1 for none."""
        answer = self._talk.ask("HEAD", self.address(name))
        if answer.http in (404, 410):
            return -1
        if answer.http not in (200, 204) or answer.number("content-length") < 0:
            raise answers.trouble(answer, self.address(name))
        return answer.number("content-length")

    def holds(self, name: str, size: int, sha256: str) -> bool:
        """Whether this very file is there, read from end to end; TroubleError("name_taken") for another one."""
        there = self.size(name)
        if there < 0:
            return False
        digest = hashlib.sha256()
        if there == size:
            answer = self._talk.ask("GET", self.address(name), read=digest.update)
            if answer.http == 200 and digest.hexdigest() == sha256:
                return True
        raise TroubleError("name_taken_there", host=place(self._base)[1], name=name)

    def put(self, name: str, body: Body, sent: Callable[[int], None]) -> bool:
        """Lays a file down under another name, looks whether all of it is there, and only then names it.

        False where a file of that name has come meanwhile.
        """
        unfinished = self._unfinished(name)
        answer = self._talk.ask("PUT", self.address(unfinished), {"Content-Type": "application/octet-stream"}, body,
                                sent=sent)  # fmt: skip
        if answer.http not in (200, 201, 204):
            raise answers.trouble(answer, self._base)
        if self.size(unfinished) != body.size:
            raise TroubleError("server_cut", again=True, host=place(self._base)[1])
        # Overwrite: F is what If-None-Match: * is to a PUT: the server itself refuses to write over anything.
        headers = {"Destination": self.address(name), "Overwrite": "F"}
        answer = self._talk.ask("MOVE", self.address(unfinished), headers)
        if answer.http not in (201, 204, 412):
            raise answers.trouble(answer, self._base)
        if answer.http == 412:
            self.clear(name)
        return answer.http != 412

    def clear(self, name: str) -> None:
        """Takes away our own unfinished copy, where there is one and the server lets us."""
        if self.size(self._unfinished(name)) >= 0:
            self._talk.ask("DELETE", self.address(self._unfinished(name)))

    def _unfinished(self, name: str) -> str:
        return f"{name}.{self._belongs}{UNFINISHED}"


def _whole(shelf: _Shelf, parcel: Parcel, size: int, step: Step, keep: Keep) -> bool:
    """Whether the file is there in one piece; False where the server takes nothing so long."""
    try:
        with parcel.source.open("rb") as file:
            if not shelf.put(parcel.name, Body(file, 0, size), lambda done: step(done, size)):
                shelf.holds(parcel.name, size, parcel.sha256)
        keep("", size)
        return True
    except TroubleError as error:
        if size <= LEAST_PART or error.code not in (*_CUT, "server_too_large"):
            raise
        if error.code == "server_too_large":
            return False
        keep(IN_PARTS, 0)
        raise


def _in_parts(shelf: _Shelf, parcel: Parcel, size: int, step: Step, keep: Keep) -> None:
    shelf.clear(parcel.name)
    most, done = max(LEAST_PART, -(-size // parts.MOST_PARTS)), 0
    for name, piece in parts.split(parcel.source, parcel.name, parcel.sha256, most):
        before = done
        if shelf.size(name) != len(piece):
            body = Body(io.BytesIO(piece), 0, len(piece))
            told = hashlib.sha256(piece).hexdigest()
            if not shelf.put(name, body, lambda sent, at=before: step(min(at + sent, size), size)):  # type: ignore[misc]
                shelf.holds(name, len(piece), told)
        done = min(before + most, size)
        keep(IN_PARTS, done)
        step(done, size)
