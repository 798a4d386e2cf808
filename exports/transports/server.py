"""A server that takes packages: its address, the secret that opens it, and whose certificates are believed."""

from __future__ import annotations

from dataclasses import dataclass, field
from urllib.parse import SplitResult, urljoin, urlsplit

from domain.errors import TroubleError

_PORTS = {"http": 80, "https": 443}
_HERE = ("127.0.0.1", "::1", "localhost")


@dataclass(frozen=True)
class Server:
    """`secret` is a token, or the password of `user_name`. `ca_pem` adds certificates to those this PC believes.

    `proxy` is "host:port" or ""; it may want a login. Nothing is waited for longer than `patience_s` without a byte
    moving.
    """

    url: str
    secret: str = field(default="", repr=False)
    user_name: str = ""
    ca_pem: str = ""
    proxy: str = ""
    proxy_user: str = ""
    proxy_secret: str = field(default="", repr=False)
    patience_s: float = 30.0


def place(url: str) -> tuple[str, str, int]:
    """Scheme, host and port of an address: what must not change while a package is on its way. ValueError."""
    parts: SplitResult = urlsplit(url)
    if parts.scheme not in _PORTS or not parts.hostname or parts.username is not None:
        raise ValueError(url)
    return parts.scheme, parts.hostname.lower(), parts.port or _PORTS[parts.scheme]


def request_line(url: str) -> str:
    """What follows the method in a request."""
    parts = urlsplit(url)
    return (parts.path or "/") + (f"?{parts.query}" if parts.query else "")


def safe(url: str) -> bool:
    """Whether a secret may go there: encrypted, or to this very PC."""
    scheme, host, _port = place(url)
    return scheme == "https" or host in _HERE


def within(base: str, location: str) -> str:
    """The full address of what a server points to; TroubleError where it points to another server."""
    found = urljoin(base, location)
    try:
        if location and place(found) == place(base):
            return found
    except ValueError:
        pass
    raise TroubleError("server_elsewhere", where=urlsplit(found).hostname or "")
