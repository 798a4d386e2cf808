"""What this PC says of its network: the way through a proxy, and whether sending by itself is welcome now."""

from __future__ import annotations

from dataclasses import dataclass

_STARTED: list[bool] = []


@dataclass(frozen=True)
class Standing:
    """`offline` and `metered` as the system believes; it is a hint: «send now» never asks for it."""

    offline: bool = False
    metered: bool = False

    @property
    def welcome(self) -> bool:
        """Whether uploads may begin without anybody asking for them."""
        return not self.offline and not self.metered


def standing() -> Standing:
    """Ask on the screen's thread. Where the system cannot tell, it is taken to be connected and free of charge."""
    from PySide6.QtNetwork import QNetworkInformation  # a window that never uploads never loads it

    if not _STARTED:
        _STARTED.append(QNetworkInformation.loadDefaultBackend())
    seen = QNetworkInformation.instance() if _STARTED[0] else None
    if seen is None:
        return Standing()
    return Standing(seen.reachability() is QNetworkInformation.Reachability.Disconnected, seen.isMetered())


def proxy_for(url: str) -> str:
    """ "host:port" of the proxy that the system names for an address, "" for the straight way."""
    from PySide6.QtCore import QUrl
    from PySide6.QtNetwork import QNetworkProxy, QNetworkProxyFactory, QNetworkProxyQuery

    asked = QUrl(url)
    if asked.host() in ("localhost", "127.0.0.1", "::1"):
        return ""
    for one in QNetworkProxyFactory.systemProxyForQuery(QNetworkProxyQuery(asked)):
        if one.type() is QNetworkProxy.ProxyType.HttpProxy:
            return f"{one.hostName()}:{one.port()}"
    return ""
