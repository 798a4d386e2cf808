"""What papers are told by a person, who signs them, and words that several of them share."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from domain import labels, money
from domain.initiative import BenefitState, Initiative
from domain.programme import Programme

WITHHELD_SUMMARY = "Bí mật công nghệ – không nêu nội dung"
# To be filled in by hand: as many dots as the official table has, and a longer line for names.
SHORT_GAP, GAP = ".....", "." * 24


@dataclass(frozen=True)
class Letter:
    """What is known of the tờ trình; what is empty is printed as dots to be filled in by hand.

    `number` is the bare number ("57") or the whole one ("57/TTr-CĐCS"); the form of the pack completes a bare number.
    `recipients` default to the upper union, `grounds` to the guidance of the programme.
    """

    number: str = ""
    signed_on: date | None = None
    unit_name: str = ""
    upper_name: str = ""
    place: str = ""
    recipients: tuple[str, ...] = ()
    grounds: tuple[str, ...] = ()
    signer_position: str = "CHỦ TỊCH"
    signer_name: str = ""


@dataclass(frozen=True)
class Signature:
    """The block to sign and seal: on whose behalf, in which position, by whom."""

    authority: str
    position: str
    name: str = ""


def benefit(initiative: Initiative) -> str:
    if initiative.benefit_state is BenefitState.NOT_COMPUTABLE:
        return f"Giá trị làm lợi: {labels.BENEFIT_STATES[initiative.benefit_state].lower()}"
    if initiative.benefit_vnd is None:
        return ""
    state = initiative.benefit_state
    words = labels.BENEFIT_STATES[state].lower() if state else "chưa rõ đã xác minh hay tự khai"
    return f"Giá trị làm lợi: {money.plain(initiative.benefit_vnd)} đồng ({words})"


def named(programme: Programme) -> str:
    title = programme.title
    return title if title.lower().startswith("chương trình") else f"Chương trình “{title}”"
