"""Upload by tus 1.0.0 (core and creation): piece by piece, gone on with where the server says it stopped."""

from __future__ import annotations

import base64
from collections.abc import Callable
from dataclasses import dataclass

from domain.errors import TroubleError
from exports.transports import answers
from exports.transports.answers import Answer
from exports.transports.channel import Arrival, Keep, Parcel, Step, checked
from exports.transports.server import Server, place, within
from exports.transports.web import Body, Talk

VERSION = "1.0.0"
CHUNK = 1 << 20
SMALLEST = 1 << 16
_CLASHES = 3
_BASE = {"Tus-Resumable": VERSION}
_STREAM = "application/offset+octet-stream"


@dataclass(frozen=True)
class Tus:
    """A tus server as a channel; the mark is the address of the upload that was begun there."""

    server: Server

    def deliver(self, parcel: Parcel, mark: str, *, step: Step, keep: Keep) -> Arrival:
        """See Channel. TroubleError: those of `exports.transports.web` and `answers`, and server_elsewhere."""
        size = checked(parcel.source, parcel.sha256)
        at = 0
        with Talk(self.server, lambda: step(at, size)) as talk, parcel.source.open("rb") as file:
            mark, at = self._begun(talk, parcel, mark, size)
            keep(mark, at)
            if at == size:
                return Arrival(mark, size, already_there=True)
            chunk, clashes = CHUNK, 0
            while at < size:
                answer = _send(talk, mark, Body(file, at, min(chunk, size - at)), at, _from(at, size, step))
                if answer.http == 413 and chunk > SMALLEST:
                    chunk //= 2
                elif answer.http == 409 and clashes < _CLASHES:
                    clashes += 1
                    at = _offset(talk, mark, size)
                else:
                    at = _further(answer, mark, at, size)
                    keep(mark, at)
        step(size, size)
        return Arrival(mark, size)

    def try_out(self, poll: Callable[[], None]) -> None:
        """Asks the server whether it is one of this kind and takes the secret; nothing is created there."""
        with Talk(self.server, poll) as talk:
            answer = talk.ask("OPTIONS", self.server.url, _BASE)
            if answer.http not in (200, 204):
                raise answers.trouble(answer, self.server.url)
            speaks = VERSION in answer.headers.get("tus-version", "") and "creation" in answer.headers.get(
                "tus-extension", ""
            )
            if not speaks:
                raise TroubleError("server_other_kind", host=place(self.server.url)[1], status=answer.http)

    def _begun(self, talk: Talk, parcel: Parcel, mark: str, size: int) -> tuple[str, int]:
        """The upload to go on with, and how much of it the server has; a new one where the old is gone."""
        if mark and place(mark) == place(self.server.url):
            at = _offset(talk, mark, size)
            if at >= 0:
                return mark, at
        words = {"filename": parcel.name, "filetype": "application/vnd.etsi.asic-e+zip", "sha256": parcel.sha256}
        told = ",".join(f"{name} {base64.b64encode(word.encode()).decode()}" for name, word in words.items())
        headers = _BASE | {"Upload-Length": str(size), "Upload-Metadata": told}
        answer = talk.ask("POST", self.server.url, headers)
        if answer.http != 201:
            raise answers.trouble(answer, self.server.url)
        return within(self.server.url, answer.headers.get("location", "")), 0


def _from(at: int, size: int, step: Step) -> Callable[[int], None]:
    return lambda sent: step(at + sent, size)


def _offset(talk: Talk, mark: str, size: int) -> int:
    """How much of the upload the server has; -1 where it no longer knows of it, or of another one."""
    answer = talk.ask("HEAD", mark, _BASE)
    if answer.http in (404, 410):
        return -1
    if answer.http not in (200, 204):
        raise answers.trouble(answer, mark)
    at, length = answer.number("upload-offset"), answer.number("upload-length")
    return at if 0 <= at <= size and length in (size, -1) else -1


def _send(talk: Talk, mark: str, body: Body, at: int, sent: Callable[[int], None]) -> Answer:
    headers = _BASE | {"Upload-Offset": str(at), "Content-Type": _STREAM}
    return talk.ask("PATCH", mark, headers, body, sent=sent)


def _further(answer: Answer, mark: str, at: int, size: int) -> int:
    if answer.http in (404, 410):  # it was there a moment ago: the next try begins a new one
        raise TroubleError("server_busy", again=True, host=place(mark)[1], status=answer.http, wait_s=0)
    if answer.http not in (200, 204):
        raise answers.trouble(answer, mark)
    now = answer.number("upload-offset")
    if not at < now <= size:
        raise TroubleError("server_odd", host=place(mark)[1], status=answer.http)
    return now
