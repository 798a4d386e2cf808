"""Speaking HTTP with one server: requests whose bodies are read from a file, stopped when a person says so."""

from __future__ import annotations

import base64
import contextlib
import http.client
import selectors
import ssl
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from types import TracebackType
from typing import BinaryIO

from domain.errors import TroubleError
from exports.transports import wire
from exports.transports.answers import Answer
from exports.transports.server import Server, place, request_line

PIECE = 1 << 16
LONGEST_ANSWER = 1 << 16
AGENT = "SoSangKien"
Sent = Callable[[int], None]


@dataclass(frozen=True)
class Body:
    """`length` bytes of a file from `start`, after `head`; `sent(bytes)` hears of each piece and may raise to stop."""

    file: BinaryIO
    start: int
    length: int
    head: bytes = b""

    @property
    def size(self) -> int:
        return len(self.head) + self.length

    def pieces(self) -> Iterator[bytes]:
        if self.head:
            yield self.head
        self.file.seek(self.start)
        left = self.length
        while left and (piece := self.file.read(min(PIECE, left))):
            left -= len(piece)
            yield piece


class Talk:
    """One conversation with a server; the line is made anew when the server has closed it between two questions.

    `poll` is called a few times a second while there is nothing to do but wait, and may raise to stop.
    """

    def __init__(self, server: Server, poll: Callable[[], None]) -> None:
        self._server, self._poll = server, poll
        _scheme, host, port = place(server.url)
        self._line = http.client.HTTPConnection(host, port)

    def __enter__(self) -> Talk:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self._line.close()

    def ask(
        self,
        method: str,
        url: str,
        headers: Mapping[str, str] | None = None,
        body: Body | None = None,
        *,
        sent: Sent = lambda _bytes: None,
        read: Callable[[bytes], None] | None = None,
    ) -> Answer:
        """One question and its answer; `read` takes the body of a good answer piece by piece.

        TroubleError: those of `wire.connected`, and server_cut, server_silent, server_odd. Redirections are answers.
        """
        try:
            with _in_words(self._server.url):
                self._open(url)
                self._put_head(method, url, headers or {}, body)
                whole = self._put_body(body, sent)
                answer = self._heard(read)
            refused_unread = method == "HEAD" and answer.http >= 400  # some servers send the page of words even so
            if not whole or refused_unread:
                self._line.close()  # what is left on the line would be taken for the next question, or its answer
            return answer
        except BaseException:
            self._line.close()
            raise

    def _open(self, url: str) -> None:
        if self._line.sock is not None and wire.readable(self._line.sock):
            self._line.close()  # it can only be the end of the line: nobody has asked anything
        if self._line.sock is None:
            self._line.sock = wire.connected(self._server, url, self._poll)

    def _put_head(self, method: str, url: str, headers: Mapping[str, str], body: Body | None) -> None:
        line = self._line
        line.putrequest(method, request_line(url), skip_accept_encoding=True)
        line.putheader("User-Agent", AGENT)
        if self._server.secret:
            line.putheader("Authorization", _authorization(self._server))
        for name, value in headers.items():
            line.putheader(name, value)
        if body is not None or method in ("POST", "PUT", "PATCH"):
            line.putheader("Content-Length", str(body.size if body else 0))
        line.endheaders()

    def _put_body(self, body: Body | None, sent: Sent) -> bool:
        """Whether all of it went."""
        done = 0
        for piece in body.pieces() if body else ():
            sent(done)
            wire.wait(self._line.sock, selectors.EVENT_WRITE, self._server.patience_s, self._poll)
            if wire.readable(self._line.sock):
                return False  # the server has answered before it has heard all: it does not want the rest
            try:
                self._line.send(piece)
            except (BrokenPipeError, ConnectionResetError, ssl.SSLError):
                return False  # what it said before it hung up may still be read
            done += len(piece)
        sent(done)
        return True

    def _heard(self, read: Callable[[bytes], None] | None) -> Answer:
        sock = self._line.sock
        if not (isinstance(sock, ssl.SSLSocket) and sock.pending()):
            wire.wait(sock, selectors.EVENT_READ, self._server.patience_s, self._poll)
        response = self._line.getresponse()
        if read is not None and response.status == 200:
            while piece := response.read(PIECE):
                self._poll()
                read(piece)
        body = response.read(LONGEST_ANSWER)
        if not response.isclosed():
            self._line.close()  # a page of words nobody wants
        return Answer(response.status, {name.lower(): value for name, value in response.getheaders()}, body)


def _authorization(server: Server) -> str:
    if not server.user_name:
        return f"Bearer {server.secret}"
    return "Basic " + base64.b64encode(f"{server.user_name}:{server.secret}".encode()).decode()


@contextlib.contextmanager
def _in_words(url: str) -> Iterator[None]:
    host = place(url)[1]
    try:
        yield
    except TroubleError as error:
        error.facts.setdefault("host", host)
        raise
    except (TimeoutError, ssl.SSLWantReadError, ssl.SSLWantWriteError) as error:
        raise TroubleError("server_silent", again=True, host=host) from error
    except (ConnectionError, ssl.SSLError, http.client.IncompleteRead) as error:
        raise TroubleError("server_cut", again=True, host=host) from error
    except (http.client.HTTPException, ValueError) as error:
        raise TroubleError("server_odd", host=host, status=0) from error
    except OSError as error:
        raise TroubleError("server_unreachable", again=True, host=host) from error
