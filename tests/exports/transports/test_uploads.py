"""What servers answer on bad days, and whose certificates are believed; tus and WebDAV, each for real."""

from __future__ import annotations

import base64
import contextlib
import hashlib
import os
import socket
import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

import pytest

from domain.errors import TroubleError
from exports.transports.answers import Answer, trouble
from exports.transports.channel import Parcel
from exports.transports.server import Server
from exports.transports.tus import Tus
from exports.transports.webdav import WebDav
from tests.exports.transports.far_ends import channel_of
from tests.servers import running
from tests.servers.private_ca import PrivateCa
from tests.servers.running import MissingError, Running

CONTENT = os.urandom((1 << 20) + 400_000)
NAME = "27001_0001.asice"


def quiet(_done: int, _total: int) -> None:
    """Progress that nobody watches."""


def forget(_mark: str, _size: int) -> None:
    """A mark that nobody keeps."""


@pytest.fixture
def parcel(tmp_path: Path) -> Parcel:
    file = tmp_path / "kept.asice"
    file.write_bytes(CONTENT)
    return Parcel(file, NAME, hashlib.sha256(CONTENT).hexdigest())


def test_a_server_before_the_server_that_takes_little_at_a_time(parcel: Parcel) -> None:
    with running.running("reference") as server:
        Tus(server.at(area="narrow")).deliver(parcel, "", step=quiet, keep=forget)
        assert server.arrived() == [(NAME, CONTENT)]


def test_an_upload_the_server_has_forgotten_begins_anew(parcel: Parcel) -> None:
    with running.running("reference") as server:
        for mark in (f"http://127.0.0.1:{server.port}/files/gone", "http://other.example.vn/files/1"):
            server.clear()
            Tus(server.at()).deliver(parcel, mark, step=quiet, keep=forget)
            assert server.arrived() == [(NAME, CONTENT)]


@pytest.mark.parametrize("kind", list(running.KINDS))
def test_a_private_ca_is_believed_only_where_it_is_given(kind: str, parcel: Parcel, private_ca: PrivateCa) -> None:
    with server_of(kind, private_ca.server) as server:
        bare = server.at()
        _refused(channel_of(server.kind, bare), parcel, "server_untrusted")
        _refused(channel_of(server.kind, replace(bare, ca_pem=private_ca.other)), parcel, "server_untrusted")
        elsewhere = replace(bare, url=bare.url.replace("127.0.0.1", "localhost"), ca_pem=private_ca.pem)
        _refused(channel_of(server.kind, elsewhere), parcel, "server_name_differs")
        channel_of(server.kind, replace(bare, ca_pem=private_ca.pem)).deliver(parcel, "", step=quiet, keep=forget)
        assert server.arrived() == [(NAME, CONTENT)]


@contextmanager
def server_of(kind: str, tls: tuple[Path, Path]) -> Iterator[Running]:
    try:
        with running.running(kind, tls) as made:
            yield made
    except MissingError as error:
        pytest.skip(str(error))


def _refused(channel: Tus | WebDav, parcel: Parcel, code: str) -> None:
    with pytest.raises(TroubleError) as refused:
        channel.deliver(parcel, "", step=quiet, keep=forget)
    assert (refused.value.code, refused.value.again) == (code, False)


def test_a_server_without_tls_and_one_that_speaks_nonsense(parcel: Parcel) -> None:
    with _saying(b"220 mail.example.vn ESMTP\r\n") as port:
        _refused(Tus(Server(f"https://127.0.0.1:{port}/files", "x")), parcel, "server_no_tls")
    with _saying(b"220 mail.example.vn ESMTP\r\n") as port:
        _refused(Tus(Server(f"http://127.0.0.1:{port}/files", "x")), parcel, "server_odd")


LET_THROUGH = "200 Connection established"


@contextmanager
def _saying(words: bytes) -> Iterator[int]:
    """Something that is no web server: it says its words to whoever comes."""
    with socket.create_server(("127.0.0.1", 0)) as door:

        def serve() -> None:
            try:
                line, _address = door.accept()
                with line:
                    line.sendall(words)
                    line.recv(1 << 16)
            except OSError:
                pass

        told = threading.Thread(target=serve)
        told.start()
        yield int(door.getsockname()[1])
    told.join()


@contextmanager
def _proxy(port: int, answered: Callable[[bytes], str]) -> Iterator[str]:
    """An office's proxy before a server, which lets through whom it answers so; gives its address."""
    with socket.create_server(("127.0.0.1", 0)) as door:

        def serve() -> None:
            client, _address = door.accept()
            asked = b""
            while not asked.endswith(b"\r\n\r\n"):
                asked += client.recv(1)
            answer = answered(asked)
            client.sendall(f"HTTP/1.1 {answer}\r\nContent-Length: 0\r\n\r\n".encode())
            if answer.startswith("200") and asked.startswith(f"CONNECT 127.0.0.1:{port} ".encode()):
                with socket.create_connection(("127.0.0.1", port)) as server:
                    back = threading.Thread(target=_pipe, args=(server, client))
                    back.start()
                    _pipe(client, server)
                    back.join()
            client.close()

        serving = threading.Thread(target=serve)
        serving.start()
        yield f"127.0.0.1:{door.getsockname()[1]}"
        serving.join()


def _asking(login: bytes, ways: Sequence[str]) -> Callable[[bytes], str]:
    """Lets through who logs in, and tells all others its ways of doing so."""
    asked_for = b"Proxy-Authorization: Basic " + base64.b64encode(login) + b"\r\n"
    refusal = "\r\n".join(["407 No", *(f"Proxy-Authenticate: {way}" for way in ways)])
    return lambda asked: LET_THROUGH if asked_for in asked else refusal


def _pipe(one: socket.socket, other: socket.socket) -> None:
    with contextlib.suppress(OSError):
        while piece := one.recv(1 << 16):
            other.sendall(piece)
    with contextlib.suppress(OSError):
        other.shutdown(socket.SHUT_WR)


def test_through_a_proxy_and_through_one_that_wants_a_login(parcel: Parcel, private_ca: PrivateCa) -> None:
    with server_of("reference", private_ca.server) as server:
        there = server.at(ca_pem=private_ca.pem)
        with _proxy(server.port, lambda _asked: LET_THROUGH) as address:
            Tus(replace(there, proxy=address)).deliver(parcel, "", step=quiet, keep=forget)
        assert server.arrived() == [(NAME, CONTENT)]
        with _proxy(server.port, lambda _asked: "407 Proxy Authentication Required") as address:
            _refused(Tus(replace(there, proxy=address)), parcel, "proxy_refused")
        with _proxy(server.port, lambda _asked: "502 Bad Gateway") as address, pytest.raises(TroubleError) as away:
            Tus(replace(there, proxy=address)).deliver(parcel, "", step=quiet, keep=forget)
        assert (away.value.code, away.value.again) == ("server_unreachable", True)


@pytest.mark.parametrize(("given", "ways", "code"), [
    (("donvi", "mật khẩu"), ['Basic realm="cơ quan"'], ""), (("", ""), ['Basic realm="x"'], "proxy_refused"),
    (("donvi", "sai"), ['Basic realm="x"'], "proxy_login_refused"), (("", ""), [], "proxy_refused"),
    (("donvi", "sai"), ["NTLM", "Negotiate"], "proxy_login_other"), (("", ""), ["Negotiate"], "proxy_login_other"),
    (("donvi", "sai"), ['Negotiate, basic realm="x"'], "proxy_login_refused"),
])  # fmt: skip
def test_a_login_at_the_proxy(parcel: Parcel, private_ca: PrivateCa, given: tuple[str, str], ways: list[str],
                              code: str) -> None:  # fmt: skip
    user, secret = given
    with server_of("reference", private_ca.server) as server:
        there = replace(server.at(ca_pem=private_ca.pem), proxy_user=user, proxy_secret=secret)
        with _proxy(server.port, _asking("donvi:mật khẩu".encode(), ways)) as address:
            channel = Tus(replace(there, proxy=address))
            assert not secret or secret not in repr(channel)
            if code:
                _refused(channel, parcel, code)
            else:
                channel.deliver(parcel, "", step=quiet, keep=forget)
        assert server.arrived() == ([] if code else [(NAME, CONTENT)])


@pytest.mark.parametrize(("status", "code", "again"), [
    (301, "server_moved", False), (308, "server_moved", False), (400, "server_odd", False),
    (401, "server_key_refused", False), (403, "server_forbidden", False), (404, "server_place_missing", False),
    (405, "server_other_kind", False), (407, "proxy_refused", False), (408, "server_busy", True),
    (409, "server_busy", True), (413, "server_too_large", False), (423, "server_busy", True),
    (425, "server_busy", True), (429, "server_busy", True), (460, "server_busy", True), (500, "server_failing", True),
    (501, "server_other_kind", False), (502, "server_failing", True), (503, "server_failing", True),
    (507, "server_full", True), (599, "server_failing", True), (200, "server_odd", False),
])  # fmt: skip
def test_every_refusal_has_its_trouble(status: int, code: str, again: bool) -> None:
    found = trouble(Answer(status, {"retry-after": "99999"}), "https://nhan.example.vn/x")
    assert (found.code, found.again, found.facts["host"], found.facts["wait_s"]) == (
        code,
        again,
        "nhan.example.vn",
        3600,
    )


@pytest.fixture(scope="module")
def private_ca(tmp_path_factory: pytest.TempPathFactory) -> PrivateCa:
    return PrivateCa(tmp_path_factory.mktemp("ca"))
