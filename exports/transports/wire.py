"""The connection to a server: made, encrypted and waited for in steps, so that a person can stop it at any time."""

from __future__ import annotations

import base64
import http.client
import os
import selectors
import socket
import ssl
import time
from collections.abc import Callable, Sequence

from domain.errors import TroubleError
from exports.transports.server import Server, place

POLL_S = 0.2
Poll = Callable[[], None]
_UNDER_WAY = {115, 114, 36, 11, 35, 10035, 10036}  # connecting: Linux, macOS, Windows
_NAME_DIFFERS, _EXPIRED, _ADDRESS_DIFFERS = 62, 10, 64  # OpenSSL's verify results


def connected(server: Server, url: str, poll: Poll) -> socket.socket:
    """A connection to the server of `url`, encrypted if the address says so, or through its proxy.

    `poll` is called a few times a second and may raise. TroubleError: server_unreachable, server_silent,
    server_untrusted, server_name_differs, server_certificate_old, server_no_tls, proxy_refused,
    proxy_login_refused, proxy_login_other.
    """
    scheme, host, port = place(url)
    through, _, its_port = server.proxy.rpartition(":")
    made = _reached(through or host, int(its_port) if through else port, server.patience_s, poll)
    try:
        if through and scheme == "https":
            _tunnel(made, host, port, server)
        made = _encrypted(made, server, host, poll) if scheme == "https" else made
        made.settimeout(server.patience_s)
    except BaseException:
        made.close()
        raise
    return made


def wait(line: socket.socket, event: int, patience_s: float, poll: Poll) -> None:
    """Until the line can be read from or written to. TroubleError("server_silent") after `patience_s`."""
    until = time.monotonic() + patience_s
    with selectors.DefaultSelector() as watched:
        watched.register(line, event)
        while not watched.select(POLL_S):
            poll()
            if time.monotonic() > until:
                raise TroubleError("server_silent", again=True)


def readable(line: socket.socket) -> bool:
    """Whether something came that nobody has read; an encrypted line may only have talked to itself: False."""
    if isinstance(line, ssl.SSLSocket):
        return False
    with selectors.DefaultSelector() as watched:
        watched.register(line, selectors.EVENT_READ)
        return bool(watched.select(0))


def _reached(host: str, port: int, patience_s: float, poll: Poll) -> socket.socket:
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError) as error:
        raise TroubleError("server_unreachable", again=True, host=host) from error
    for number, (family, kind, protocol, _name, address) in enumerate(found, 1):
        made = socket.socket(family, kind, protocol)
        try:
            made.setblocking(False)
            begun = made.connect_ex(address)
            if begun in _UNDER_WAY:
                wait(made, selectors.EVENT_WRITE, patience_s, poll)
                begun = made.getsockopt(socket.SOL_SOCKET, socket.SO_ERROR)
            if begun:
                raise OSError(begun, os.strerror(begun))
            return made
        except BaseException as error:
            made.close()
            another = number < len(found) and isinstance(error, OSError | TroubleError)
            if not another and isinstance(error, OSError):
                raise TroubleError("server_unreachable", again=True, host=host) from error
            if not another:
                raise
    raise TroubleError("server_unreachable", again=True, host=host)


def _encrypted(made: socket.socket, server: Server, host: str, poll: Poll) -> ssl.SSLSocket:
    try:
        context = ssl.create_default_context()
        if server.ca_pem:
            context.load_verify_locations(cadata=server.ca_pem)
        made.setblocking(False)
        sealed = context.wrap_socket(made, server_hostname=host, do_handshake_on_connect=False)
    except (ssl.SSLError, ValueError) as error:
        raise TroubleError("ca_unreadable", host=host) from error
    try:
        while True:
            try:
                sealed.do_handshake()
                return sealed
            except ssl.SSLWantReadError:
                wait(sealed, selectors.EVENT_READ, server.patience_s, poll)
            except ssl.SSLWantWriteError:
                wait(sealed, selectors.EVENT_WRITE, server.patience_s, poll)
    except BaseException as error:
        sealed.close()
        if isinstance(error, ssl.SSLError):
            raise TroubleError(_refusal(error), host=host) from error
        raise


def _refusal(error: ssl.SSLError) -> str:
    """Which of the ways of not believing a server this is; a refused certificate is never tried again by itself."""
    if not isinstance(error, ssl.SSLCertVerificationError):
        return "server_no_tls"
    if error.verify_code in (_NAME_DIFFERS, _ADDRESS_DIFFERS):
        return "server_name_differs"
    return "server_certificate_old" if error.verify_code == _EXPIRED else "server_untrusted"


def _tunnel(made: socket.socket, host: str, port: int, server: Server) -> None:
    made.settimeout(server.patience_s)
    lines = [f"CONNECT {host}:{port} HTTP/1.1", f"Host: {host}:{port}"]
    if server.proxy_user:
        login = f"{server.proxy_user}:{server.proxy_secret}".encode()
        lines.append(f"Proxy-Authorization: Basic {base64.b64encode(login).decode()}")
    made.sendall("\r\n".join([*lines, "", ""]).encode())
    answer = http.client.HTTPResponse(made, method="CONNECT")
    try:
        answer.begin()
    finally:
        answer.close()  # its own handle on the line, not the line
    if answer.status == 407:
        ways = answer.headers.get_all("Proxy-Authenticate", [])
        raise TroubleError(_login_refusal(ways, server), host=host, proxy=server.proxy)
    if answer.status != 200:
        raise TroubleError("server_unreachable", again=True, host=host)


def _login_refusal(ways: Sequence[str], server: Server) -> str:
    """What a person can do about a proxy that wants a login: give one, give another, or nothing from here."""
    # Several ways may stand in one line, after commas; a name is a word of its own before a blank or the end.
    named = {word.lower() for way in ways for part in way.split(",") for word in part.split()[:1]}
    if named and "basic" not in named:
        return "proxy_login_other"
    return "proxy_login_refused" if server.proxy_user else "proxy_refused"
