"""The login that an office's proxy wants on the way to a server: kept in the vault, told to that proxy alone."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from db import vault
from desktop import network
from desktop.desk import Desk
from domain import text
from domain.errors import RuleError

_PURPOSE = "proxy-logins/1"
Row = Mapping[str, Any]


def checked_user(user: str, secret: str) -> str:
    """The user, cleaned. RuleError proxy_user_missing, proxy_user_odd."""
    clean = text.clean_line(user)
    if secret and not clean:
        raise RuleError("proxy_user_missing", field="proxy_user")
    if ":" in clean:
        raise RuleError("proxy_user_odd", field="proxy_user")
    return clean


def row(desk: Desk, url: str, user: str, secret: str, held: Row | None) -> dict[str, Any]:
    """The columns to keep; without a new secret the old one stays, for the same proxy. RuleError("proxy_none")."""
    through = network.proxy_for(url) or (str(held["proxy"]) if held else "")
    known = secret or (_secret(desk, held, through) if held else "")
    if not user or not known:
        return {"proxy": "", "proxy_secret": b""}
    if not through:
        raise RuleError("proxy_none", field="proxy_user")
    return {"proxy": through, "proxy_secret": vault.sealed(desk.key, _PURPOSE, known, through)}


def login(desk: Desk, url: str, held: Row | None) -> tuple[str, str]:
    """The proxy on the way to a server now, and the secret it takes; "" for what there is not."""
    through = network.proxy_for(url)
    return through, _secret(desk, held, through) if held else ""


def _secret(desk: Desk, held: Row, through: str) -> str:
    # Another proxy, as on a laptop that is elsewhere today, is not told what this one takes.
    if not held["proxy_secret"] or held["proxy"] != through:
        return ""
    return vault.unsealed(desk.key, _PURPOSE, held["proxy_secret"], through)
