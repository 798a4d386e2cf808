"""Asks a timestamp authority over HTTP: one request, one answer, nothing kept and nothing tried again."""

from __future__ import annotations

import http.client
import urllib.error
import urllib.request
from urllib.parse import urlsplit

from domain.errors import RuleError, TroubleError

TIMEOUT_S = 30
MAX_BYTES = 64 << 10
_ASKED, _ANSWERED = "application/timestamp-query", "application/timestamp-reply"


def checked(url: str) -> str:
    """The address as it will be asked; RuleError("tsa_address_wrong") for what is none."""
    try:
        parts = urlsplit(url.strip())
        right = parts.scheme in ("http", "https") and bool(parts.hostname) and (parts.port is None or parts.port > 0)
    except ValueError:
        right = False
    if not right:
        raise RuleError("tsa_address_wrong", field="tsa", address=url.strip()[:80])
    return url.strip()


def ask(url: str, question: bytes) -> bytes:
    """The authority's answer (DER), unread. TroubleError: tsa_unreachable (try again), tsa_strange."""
    request = urllib.request.Request(checked(url), data=question, headers={"Content-Type": _ASKED})  # noqa: S310
    try:
        with _opener().open(request, timeout=TIMEOUT_S) as answer:
            kind = answer.headers.get_content_type()
            found: bytes = answer.read(MAX_BYTES + 1)
    except urllib.error.HTTPError as error:
        error.close()
        raise TroubleError("tsa_strange", again=error.code >= 500, address=url, reason=f"HTTP {error.code}") from error
    except (OSError, http.client.HTTPException) as error:
        reason = getattr(error, "reason", None) or error
        raise TroubleError("tsa_unreachable", again=True, address=url, reason=str(reason)) from error
    if kind != _ANSWERED or len(found) > MAX_BYTES:
        raise TroubleError("tsa_strange", address=url, reason=kind)
    return found


def _opener() -> urllib.request.OpenerDirector:
    return urllib.request.build_opener(_NoRedirect())


class _NoRedirect(urllib.request.HTTPRedirectHandler):
    """Wherever the authority would send us: a question is only put to the address somebody chose."""

    def redirect_request(self, *_told: object) -> None:
        return None
