"""The portal's own form: what goes into each of its boxes, and how far an initiative has got there."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from domain import text
from domain.initiative import Author, Initiative, State, leading_author, redacted
from domain.programme import Programme


class PortalState(StrEnum):
    NOT_ENTERED = "not_entered"
    WAITING = "waiting"
    APPROVED = "approved"
    REFUSED = "refused"


# The two words of the box «Nhóm ý tưởng» (S2, step 3); our own label of a block is longer.
BLOCK_WORDS: Mapping[str, str] = {"enterprise": "Doanh nghiệp", "public": "Khối cơ quan"}

# What nobody enters on the portal: not handed in yet, or out of the running.
NOT_FOR_PORTAL = (State.DRAFT, State.DECLINED, State.WITHDRAWN)

_SENTENCE_END = re.compile(r"[.!?…;](?=\s)|\n")
_SPACE = re.compile(r"\s+")
# A sentence that would leave more than this part of the room empty is cut inside, at a word.
_WORTH = 0.6


@dataclass(frozen=True)
class Box:
    """One box of the form with the text to put in. `limit` 0 is none; `cut` is how many characters fell away."""

    label: str
    fills: str
    text: str
    limit: int = 0
    cut: int = 0

    @property
    def length(self) -> int:
        return text.length(self.text)


def state_of(initiative: Initiative) -> PortalState:
    if initiative.portal_approved_on:
        return PortalState.APPROVED
    if initiative.portal_refused_on:
        return PortalState.REFUSED
    return PortalState.WAITING if initiative.portal_entered_on else PortalState.NOT_ENTERED


def boxes(initiative: Initiative, programme: Programme, *, top: str = "") -> tuple[Box, ...]:
    """The boxes in the portal's order (S2). `top` is the province or sector union the unit is chosen under.

    Of a technology secret only the name, the effect and awards leave the unit (S0): what is withheld is taken out
    before anything is fitted.
    """
    open_part = redacted(initiative)
    author = leading_author(open_part) or Author()
    values = {
        "author.full_name": author.full_name,
        "author.phone": author.phone,
        "unit.top": top,
        "unit.name": open_part.unit_name,
        "block": BLOCK_WORDS.get(open_part.block, ""),
        "title": open_part.title,
        "description": _description(open_part),
    }
    made = []
    for field in programme.portal:
        shown, cut = fitted(values.get(field.fills, ""), field.limit)
        made.append(Box(field.label, field.fills, shown, field.limit, cut))
    return tuple(made)


def fitted(words: str, limit: int) -> tuple[str, int]:
    """The text within `limit` code points (NFC, a line break is one: S2), and how many of them fell away.

    It ends with a whole sentence where that fills most of the room, else with a whole word. 0 is no limit.
    """
    kept = text.clean(words)
    if not limit or len(kept) <= limit:
        return kept, 0
    shown = kept[: _end(kept, limit)].rstrip()
    return shown, len(kept) - len(shown)


def _end(kept: str, limit: int) -> int:
    """Where to cut: never after `limit`, never between a letter and its marks."""
    sentence = max((found.end() for found in _SENTENCE_END.finditer(kept, 0, limit + 1) if found.end() <= limit),
                   default=0)  # fmt: skip
    if sentence >= limit * _WORTH:
        return sentence
    word = max((found.start() for found in _SPACE.finditer(kept, 0, limit + 1)), default=0)
    end = word or limit
    while end > 1 and unicodedata.combining(kept[end]):
        end -= 1
    return end


def _description(initiative: Initiative) -> str:
    """Title, summary and effect, a line each: the portal has one box for all of them (S2, step 3, 4)."""
    return "\n".join(part for part in (initiative.title, initiative.summary, initiative.effect) if part)
