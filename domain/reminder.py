"""The board of units: how a unit stands with its packages, and the words that remind it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from domain import dates
from domain.programme import Deadline

_SHOWN = 20
_SENT_FOR = ("", "dossier", "report", "portal")  # by then the union above has to have heard of a unit


class Standing(StrEnum):
    """What is the matter with a unit, the worst first; a unit may show several."""

    LATE = "late"
    EMPTY = "empty"
    GAPS = "gaps"
    REFUSED = "refused"
    RETURNED = "returned"
    ENDED = "ended"
    SENT = "sent"


@dataclass(frozen=True)
class Gone:
    """A unit that stands with another one since `ended_on`: what came from it, and what it still owes."""

    code: str
    name: str
    ended_on: date | None
    merged: bool
    packages: int = 0
    initiatives: int = 0
    gaps: tuple[int, ...] = ()
    refused: int = 0
    returned: int = 0

    @property
    def owes(self) -> bool:
        return bool(self.gaps or self.refused or self.returned)


@dataclass(frozen=True)
class UnitLine:
    """A unit on the board. `gaps` are the numbers that never came, `refused` how many of its files were not taken in,
    `returned` how many marks wait for its answer. `last_at` is when its last package came, `receipt_at` when the last
    receipt was written; `carriers` how often it sent packages of units below it on. `due_on` is the last day of the
    deadline it is held to, None without one. `gone` are the units that have gone into it or were dissolved below it:
    their packages, initiatives, refused files and marks are among its own, the numbers of their packages are not. A
    unit with `ended_on` was dissolved and has nobody to stand with but the union of this register: it is not reminded.
    """

    unit_id: str
    code: str
    name: str
    upper: str
    level: str
    packages: int = 0
    initiatives: int = 0
    gaps: tuple[int, ...] = ()
    refused: int = 0
    returned: int = 0
    first_at: str = ""
    last_at: str = ""
    receipt_at: str = ""
    due_on: date | None = None
    late: bool = False
    carriers: int = 0
    gone: tuple[Gone, ...] = ()
    ended_on: date | None = None

    @property
    def standings(self) -> tuple[Standing, ...]:
        there, sent = self.ended_on is None, bool(self.packages or self.carriers)
        told = {
            Standing.LATE: self.late,
            Standing.EMPTY: there and not sent,
            Standing.GAPS: bool(self.gaps) or any(one.gaps for one in self.gone),
            Standing.REFUSED: bool(self.refused),
            Standing.RETURNED: bool(self.returned),
            Standing.ENDED: not there,
            Standing.SENT: there and sent,
        }
        return tuple(one for one, holds in told.items() if holds)

    @property
    def wants_reminding(self) -> bool:
        return self.ended_on is None and bool({*self.standings} - {Standing.SENT})


def due(deadlines: Sequence[Deadline], level: str, today: date, since: date | None = None) -> date | None:
    """The deadline a unit of this level is held to: the last that has passed, else the next to come. One that passed
    before the unit was founded (`since`) is none of its."""
    days = sorted(one.last_on for one in deadlines if one.level == level and one.for_what in _SENT_FOR
                  and (since is None or one.last_on >= since))  # fmt: skip
    passed = [day for day in days if day < today]
    return passed[-1] if passed else next(iter(days), None)


def is_late(due_on: date | None, first_at: str, today: date) -> bool:
    """Whether the deadline passed before anything came; the day itself is in time."""
    if due_on is None or due_on >= today:
        return False
    return not first_at or dates.civil_day(first_at) > due_on


def words(line: UnitLine, sender: str, today: date, reasons: Sequence[str] = ()) -> str:
    """The text of a reminder to one unit, to be copied into a letter or a message. `reasons` are those of the packages
    that were refused.
    """
    parts = [f"Kính gửi {line.name},", ""]
    asked = list[str]()
    if Standing.EMPTY in line.standings:
        when = f" (hạn {dates.shown(line.due_on)})" if line.due_on else ""
        asked.append(f"Chúng tôi chưa nhận được gói sáng kiến nào của đơn vị{when}. Đề nghị gửi gói sớm.")
    elif line.late and line.due_on:
        asked.append(f"Gói đầu tiên tới sau hạn {dates.shown(line.due_on)}.")
    if line.gaps:
        asked.append(f"Còn thiếu gói số {_numbers(line.gaps)}. Đề nghị gửi lại đúng các gói đó từ hộp gửi.")
    for one in line.gone:
        if one.gaps:
            asked.append(f"{gone_words(one)}: còn thiếu gói số {_numbers(one.gaps)} của đơn vị ấy. Nếu còn sổ cũ, "
                         "đề nghị gửi lại đúng các gói đó.")  # fmt: skip
    for reason in dict.fromkeys(reasons):
        asked.append(f"Có gói chưa nhận được: {reason}")
    if line.returned:
        theirs = ", ".join(f"{one.returned} của {one.name}" for one in line.gone if one.returned)
        among = f" (trong đó {theirs})" if theirs else ""
        asked.append(f"Còn {line.returned} mục trả lại{among} chưa được trả lời. Đề nghị sửa rồi gửi gói mới.")
    parts += [f"{number}. {one}" for number, one in enumerate(asked, 1)]
    return "\n".join([*parts, "", f"Trân trọng, {sender}, ngày {dates.shown(today)}."])


def gone_words(one: Gone) -> str:
    """ "CĐCS Sao Mai (27002) đã sáp nhập ngày 01/01/2026"."""
    what = "đã sáp nhập" if one.merged else "đã giải thể"
    day = f" ngày {dates.shown(one.ended_on)}" if one.ended_on else ""
    return f"{one.name} ({one.code}) {what}{day}"


def _numbers(gaps: Sequence[int]) -> str:
    return ", ".join(map(str, gaps[:_SHOWN])) + ("…" if len(gaps) > _SHOWN else "")
