"""A request to mark on another PC: what of each initiative goes out, who may answer, and what has changed since."""

from __future__ import annotations

import dataclasses
import hashlib
import hmac
import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from domain import record
from domain.blind import Hidden, masked
from domain.errors import RuleError
from domain.initiative import Author, Initiative, redacted
from domain.sheet_merge import is_plain
from domain.text import clean_line

# What no appraiser needs to know to mark: how to reach a person, and what came before or after the council.
_AUTHOR_KEPT = ("full_name", "position", "workplace", "share_pct", "leads")
_LEFT_OUT = frozenset(
    "credited_no consent_on consent_by research_accepted_on decision_no decision_on decision_signer declined_reason"
    " withdrawn_reason portal_entered_on portal_no portal_approved_on portal_refused_on portal_note revision"
    " unread".split()
)
_WORDS = {"id": 128, "register": 128, "appraiser": 300, "token": 64, "council": 1000, "held_on": 300}
_MUST = ("id", "register", "appraiser", "token")


@dataclass(frozen=True)
class Request:
    """Who asks whom. `token` is known to this register and to the holder of the file; `register` is the same in all
    requests of one register. `blind`: nothing in it tells authors or unit.
    """

    id: str
    register: str
    appraiser: str
    token: str
    council: str = ""
    held_on: str = ""
    blind: bool = False


def values(request: Request) -> dict[str, Any]:
    return dataclasses.asdict(request)


def read(told: Any) -> Request:
    """A request from JSON values. RuleError("request_malformed") if they are none."""
    if not isinstance(told, Mapping) or not all(is_plain(told.get(name, ""), most) for name, most in _WORDS.items()):
        raise RuleError("request_malformed")
    words = {name: str(told.get(name, "")) for name in _WORDS}
    # A name with spaces around it would be another one in the store that is made for it.
    named = all(words[name] for name in _MUST) and words["appraiser"] == clean_line(words["appraiser"])
    if not named or not isinstance(told.get("blind", False), bool):
        raise RuleError("request_malformed")
    return Request(**words, blind=told.get("blind", False))


def sent(initiative: Initiative, hidden: Hidden | None = None) -> Initiative:
    """The initiative as the appraiser gets it: nothing withheld, no phones, nothing of the decision; where it is to be
    marked blind, without whom it must not tell.
    """
    blank = Initiative()
    leaving = redacted(initiative)
    cleared = dataclasses.replace(
        leaving,
        authors=tuple(_author(author) for author in leaving.authors),
        **{name: getattr(blank, name) for name in _LEFT_OUT},
    )
    return masked(cleared, hidden) if hidden is not None else cleared


def _author(author: Author) -> Author:
    return Author(**{name: getattr(author, name) for name in _AUTHOR_KEPT})


def marks(shown: Initiative) -> dict[str, str]:
    """A short fingerprint of each field, so that it can be told later which of them were changed."""
    told = record.record(shown)
    return {name: _short(value) for name, value in told.items() if name not in record.INNER}


def changed(before: Mapping[str, str], shown: Initiative) -> tuple[str, ...]:
    """The fields that are told otherwise today than when the request went out."""
    now = marks(shown)
    return tuple(name for name in now if before.get(name, now[name]) != now[name])


def _short(value: Any) -> str:
    told = json.dumps(value, ensure_ascii=False, sort_keys=True, default=str)
    return hashlib.sha256(told.encode()).hexdigest()[:16]


def answer_code(request: Request, spki_sha256: str) -> str:
    """What only the holder of the request can say of his key, without saying the token itself."""
    told = f"{request.id}:{request.appraiser}:{spki_sha256}"
    return hmac.new(request.token.encode(), told.encode(), hashlib.sha256).hexdigest()


def answers(request: Request, spki_sha256: str, told: object) -> bool:
    return isinstance(told, str) and hmac.compare_digest(answer_code(request, spki_sha256).encode(), told.encode())
