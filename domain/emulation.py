"""«Kết quả chương trình để chấm điểm thi đua năm»: what each unit reached in a year, with where each figure comes from.

How many points each is worth differs from place to place, so no points are made here: the sheet is what points are
given on.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date

from domain import dates, dossier_validity, money
from domain.programme import Phase, Programme
from domain.statistics import Amount
from domain.target import Standing, Target

RECOGNISED, NOMINATED, AWARDED, VERIFIED = "recognised", "nominated", "awarded", "verified"
OPENED = (RECOGNISED, NOMINATED, AWARDED, VERIFIED)  # the figures that open the list of their initiatives


@dataclass(frozen=True)
class Results:
    """What was recognised by a decision of the year, and of these how many were nominated, awarded, with the verified
    benefit; claimed benefit is not among it."""

    recognised: int = 0
    nominated: int = 0
    awarded: int = 0
    verified: Amount = field(default_factory=Amount)

    def figure(self, what: str) -> int:
        return self.verified.records if what == VERIFIED else int(getattr(self, what))


@dataclass(frozen=True)
class Handing:
    """A dossier of one phase: the day it was due, the day it was handed in, None where nothing is known; `in_time` is
    None where no document sets a day for this level, or two set days between which it came, or it never came and the
    day is not over."""

    phase: str
    due_on: date | None
    handed_on: date | None
    in_time: bool | None
    source: str


@dataclass(frozen=True)
class Row:
    """One unit; of the union itself everything that is in its register."""

    unit_code: str
    unit_name: str
    results: Results
    standings: tuple[Standing, ...] = ()
    handings: tuple[Handing, ...] = ()

    @property
    def reached(self) -> bool | None:
        """Whether every target of the year is reached; None where none is set or one cannot be told."""
        told = [one.reached for one in self.standings]
        if False in told:
            return False
        return True if told and None not in told else None

    @property
    def in_time(self) -> bool | None:
        told = [one.in_time for one in self.handings]
        if False in told:
            return False
        return True if told and None not in told else None


@dataclass(frozen=True)
class Sheet:
    """The year's sheet; the union itself stands first. `phases` are those that end in the year."""

    year: int
    as_of: date
    programme: str
    phases: tuple[Phase, ...]
    rows: tuple[Row, ...]


def phases_of(programme: Programme, year: int) -> tuple[Phase, ...]:
    """The phases whose results belong to a year: those that end in it."""
    return tuple(phase for phase in programme.phases if phase.applied_to_on.year == year)


def years(programme: Programme) -> list[int]:
    """The years a sheet can be made for: from the first phase to the last."""
    first = min((phase.applied_from_on.year for phase in programme.phases), default=0)
    last = max((phase.applied_to_on.year for phase in programme.phases), default=-1)
    return list(range(first, last + 1))


def belongs(target: Target, programme: Programme, year: int) -> bool:
    """Whether a target is judged in a year: its phase ends then, or the whole programme does."""
    if target.phase:
        return target.phase in [phase.id for phase in phases_of(programme, year)]
    return bool(programme.phases) and max(phase.applied_to_on for phase in programme.phases).year == year


def handing(programme: Programme, phase: str, level: str, handed_on: date | None, as_of: date) -> Handing:
    """Whether a dossier came in time, by every document that sets a day for this level."""
    due = dossier_validity.deadlines(programme, level, phase)
    if not due:
        return Handing(phase, None, handed_on, None, "")
    on = handed_on or as_of
    late = [deadline for deadline in due if not dossier_validity.in_time(deadline, on)]
    shown = late[-1] if late else due[0]
    told: bool | None = False if len(late) == len(due) else None
    if not late:
        told = True if handed_on else None
    return Handing(phase, shown.last_on, handed_on, told, f"{shown.issuer}, {shown.document}")


def source_of(what: str, year: int) -> str:
    """Where the figures of a column come from."""
    return {
        RECOGNISED: f"Quyết định công nhận có ngày trong năm {year}",
        NOMINATED: f"Trong số công nhận năm {year}: đã đề cử, theo trạng thái và nhật ký của sổ",
        AWARDED: f"Trong số công nhận năm {year}: đã khen thưởng, theo trạng thái và nhật ký của sổ",
        VERIFIED: f"Giá trị làm lợi đã xác minh của sáng kiến công nhận năm {year}; không cộng số tự khai",
    }[what]


def asked_words(one: Standing) -> str:
    """ "20.000 sáng kiến; 15 % số người": what a target asks."""
    asked = one.target
    parts = [f"{money.plain(asked.initiatives)} sáng kiến" if asked.initiatives else ""]
    parts += [f"{money.plain(asked.persons)} người" if asked.persons else ""]
    parts += [f"{asked.persons_pct:g} % số người".replace(".", ",") if asked.persons_pct else ""]
    return "; ".join(filter(None, parts))


def standing_words(one: Standing) -> str:
    """What a target asks, what stands against it, and the document that sets it."""
    share = "" if one.persons_pct is None else f" ({one.persons_pct:g} %)".replace(".", ",")
    result = f"{money.plain(one.counts.initiatives)} sáng kiến, {money.plain(one.counts.persons)} người{share}"
    phase = f"Giai đoạn {one.target.phase}: " if one.target.phase else ""
    document = " ".join(filter(None, (one.target.document, dates.shown(one.target.document_on)
                                      if one.target.document_on else "")))  # fmt: skip
    return f"{phase}{asked_words(one)} – kết quả {result}; {reached_word(one.reached).lower()} [{document}]"


def handing_words(one: Handing) -> str:
    """When a dossier was due and came, with the document that sets the day."""
    due = f"hạn {dates.shown(one.due_on)}" if one.due_on else "không có hạn ở cấp này"
    came = f"nộp {dates.shown(one.handed_on)}" if one.handed_on else "chưa nộp"
    source = f" [{one.source}]" if one.source else ""
    return f"Giai đoạn {one.phase}: {came}, {due}{source}"


def reached_word(reached: bool | None) -> str:
    return {True: "Đạt", False: "Chưa đạt", None: "Chưa rõ"}[reached]


def in_time_word(in_time: bool | None) -> str:
    return {True: "Đúng hạn", False: "Trễ hạn", None: "Chưa rõ"}[in_time]


def first_last(year: int) -> tuple[str, str]:
    """The first and the last day of a year, ISO."""
    return f"{year:04d}-01-01", f"{year:04d}-12-31"


def sorted_rows(rows: Sequence[Row], own_code: str) -> tuple[Row, ...]:
    """The union itself first, then by name."""
    return tuple(sorted(rows, key=lambda row: (row.unit_code != own_code, row.unit_name, row.unit_code)))
