"""Servers that take packages («Máy chủ nhận»): written down once, their secrets in the vault, tried out before use."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from db import journal, trash, vault
from db import servers as stored
from desktop import clock
from desktop.changes import Changes, of
from desktop.desk import Desk, demand_keeper
from desktop.operations import proxy_logins
from domain import text
from domain.errors import RuleError
from exports.package import gate
from exports.transports import server
from exports.transports.channel import Channel
from exports.transports.server import Server

if TYPE_CHECKING:
    from exports.transports.tus import Tus
    from exports.transports.webdav import WebDav

KINDS = ("tus", "webdav")
PATIENCE_S = 30.0  # without a byte moving
_PURPOSE = "upload-servers/1"
_FIELDS = ("name", "kind", "url", "user_name", "ca_pem", "proxy_user")


@dataclass(frozen=True)
class ReceivingServer:
    """One server; `secret` and `proxy_secret` are only ever written: "" leaves the one kept. `id` 0 is a new one.

    `proxy_user` is the login at the office's proxy on the way there, "" where it wants none.
    """

    name: str
    kind: str
    url: str
    user_name: str = ""
    ca_pem: str = ""
    secret: str = ""
    id: int = 0
    has_secret: bool = False
    proxy_user: str = ""
    proxy_secret: str = ""
    has_proxy_secret: bool = False


def everything(desk: Desk) -> list[ReceivingServer]:
    return [_read(row) for row in stored.everything(desk.store)]


def get(desk: Desk, server_id: int) -> ReceivingServer:
    """RuleError("server_unknown") for one that is not there (any more)."""
    row = stored.get(desk.store, server_id)
    if row is None:
        raise RuleError("server_unknown", field="to", name=str(server_id))
    return _read(row)


def named(desk: Desk, kind: str, to: str) -> ReceivingServer | None:
    """The server of a kind by its address or its name."""
    return next((one for one in everything(desk) if one.kind == kind and to in (one.url, one.name)), None)


def put(desk: Desk, given: ReceivingServer) -> tuple[ReceivingServer, Changes]:
    """Writes a server down, new or anew. RuleError server_url_wrong, server_not_safe, server_secret_odd, ca_unreadable,
    server_kind_wrong, server_known, and those of a proxy: proxy_none, proxy_user_odd, proxy_user_missing."""
    demand_keeper(desk)
    wanted = checked(given)
    known = stored.by_url(desk.store, wanted.kind, wanted.url)
    if known is not None and known["id"] != wanted.id:
        raise RuleError("server_known", field="url", name=known["name"])
    row: dict[str, Any] = {name: getattr(wanted, name) for name in _FIELDS} | {"changed_at": clock.stamp()}
    held = stored.get(desk.store, wanted.id) if wanted.id else None
    secret = wanted.secret or (_secret(desk, held) if held else "")
    row["secret"] = vault.sealed(desk.key, _PURPOSE, secret, _about(wanted.kind, wanted.url)) if secret else b""
    row |= proxy_logins.row(desk, wanted.url, wanted.proxy_user, wanted.proxy_secret, held)
    with desk.store.atomic():
        server_id = stored.put(desk.store, wanted.id, row)
        journal.write(desk.store, desk.user.name, "server_written", wanted.url, clock.stamp(), kind=wanted.kind)
    return get(desk, server_id), of("servers")


def remove(desk: Desk, server_id: int) -> Changes:
    """Takes a server away, into the bin, and its secret for good; packages that waited for it are held until a person
    says where they go."""
    demand_keeper(desk)
    gone = get(desk, server_id)
    with desk.store.atomic():
        trash.keep(desk.store, "server", [server_id], gone.name, desk.user.name, clock.stamp())
        stored.remove(desk.store, server_id)
        journal.write(desk.store, desk.user.name, "server_removed", gone.url, clock.stamp())
    return of("servers", "packages", "trash")


def channel(desk: Desk, server_id: int) -> Channel:
    """The way to a server, with its secret: plain values that any thread may use."""
    row = stored.get(desk.store, server_id)
    if row is None:
        raise RuleError("server_unknown", field="to", name=str(server_id))
    return _channel(row["kind"], _opened(_read(row), _secret(desk, row), *proxy_logins.login(desk, row["url"], row)))


def trial(desk: Desk, given: ReceivingServer) -> Callable[[Callable[[], None]], None]:
    """What tries a server out, saved or not, on any thread: it is called with something that may raise to stop, and
    returns if the server answers as one of its kind and takes the secret. TroubleError otherwise."""
    demand_keeper(desk)
    wanted = checked(given)
    held = stored.get(desk.store, wanted.id) if wanted.id else None
    secret = wanted.secret or (_secret(desk, held) if held else "")
    proxy, known = proxy_logins.login(desk, wanted.url, held)
    return _channel(wanted.kind, _opened(wanted, secret, proxy, wanted.proxy_secret or known)).try_out


def checked(given: ReceivingServer) -> ReceivingServer:
    """The same, cleaned, or the RuleError of the first field that cannot stay so."""
    url, user = text.clean_line(given.url).replace(" ", ""), text.clean_line(given.user_name)
    if given.kind not in KINDS:
        raise RuleError("server_kind_wrong", field="kind", name=given.kind)
    try:
        host = server.place(url)[1]
    except ValueError:
        raise RuleError("server_url_wrong", field="url", name=url) from None
    if not server.safe(url):
        raise RuleError("server_not_safe", field="url", host=host)
    secret = given.secret.strip()
    if secret and not user and not (secret.isascii() and secret.isprintable() and " " not in secret):
        raise RuleError("server_secret_odd", field="secret")
    if ":" in user:
        raise RuleError("server_user_odd", field="user_name")
    _check_ca(given.ca_pem)
    return replace(given, name=text.clean_line(given.name) or host, url=url, user_name=user, secret=secret,
                   proxy_user=proxy_logins.checked_user(given.proxy_user, given.proxy_secret))  # fmt: skip


def _check_ca(pem: str) -> None:
    if pem:
        import ssl

        gate.let_in(pem.encode("utf-8", "replace"), gate.CERTIFICATES, "CA").close()
        try:
            ssl.create_default_context().load_verify_locations(cadata=pem)
        except (ssl.SSLError, ValueError) as error:
            raise RuleError("ca_unreadable", field="ca_pem") from error


def _channel(kind: str, opened: Server) -> Tus | WebDav:
    if kind == "tus":
        from exports.transports.tus import Tus

        return Tus(opened)
    from exports.transports.webdav import WebDav

    return WebDav(opened)


def _opened(one: ReceivingServer, secret: str, proxy: str, proxy_secret: str) -> Server:
    # A user without a password is told to no proxy: it would only count as a wrong login there.
    user = one.proxy_user if proxy_secret else ""
    return Server(one.url, secret, one.user_name, one.ca_pem, proxy, user, proxy_secret, PATIENCE_S)


def _secret(desk: Desk, row: dict[str, Any]) -> str:
    if not row["secret"]:
        return ""
    return vault.unsealed(desk.key, _PURPOSE, row["secret"], _about(row["kind"], row["url"]))


def _about(kind: str, url: str) -> str:
    # A secret is good for one address: a row that somebody points elsewhere takes it nowhere.
    return f"{kind} {url}"


def _read(row: dict[str, Any]) -> ReceivingServer:
    return ReceivingServer(**{name: row[name] for name in (*_FIELDS, "id")}, has_secret=bool(row["secret"]),
                           has_proxy_secret=bool(row["proxy_secret"]))  # fmt: skip
