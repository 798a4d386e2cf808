"""What a server's refusal means: one trouble with one sentence each, and whether trying later may help."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import urlsplit

from domain.errors import TroubleError

LONGEST_WAIT_S = 3600
_LATER = (408, 409, 423, 425, 429, 460)


@dataclass(frozen=True)
class Answer:
    """The status of an answer, its headers (names in small letters), and the beginning of its body."""

    http: int
    headers: Mapping[str, str]
    body: bytes = b""

    def number(self, name: str) -> int:
        """A header that is a whole number; -1 where it is none."""
        told = self.headers.get(name, "").strip()
        return int(told) if told.isascii() and told.isdigit() and len(told) < 19 else -1


def trouble(answer: Answer, url: str) -> TroubleError:
    """The trouble behind an answer that is not the hoped-for one."""
    host, http = urlsplit(url).hostname or url, answer.http
    code = _CODES.get(http) or ("server_moved" if 300 <= http < 400 else "server_odd")
    if http in _LATER:
        code = "server_busy"
    elif (http > 500 and code == "server_odd") or http == 500:
        code = "server_failing"
    again = code in ("server_busy", "server_failing", "server_full")
    wait = min(answer.number("retry-after"), LONGEST_WAIT_S)
    return TroubleError(code, again=again, host=host, status=http, wait_s=max(wait, 0))


_CODES = {
    401: "server_key_refused",
    403: "server_forbidden",
    404: "server_place_missing",
    405: "server_other_kind",
    407: "proxy_refused",
    410: "server_place_missing",
    411: "server_other_kind",
    413: "server_too_large",
    415: "server_other_kind",
    501: "server_other_kind",
    505: "server_other_kind",
    507: "server_full",
}
