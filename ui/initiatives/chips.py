"""The chips over the list: which states stand together under one word, and what they let through."""

from __future__ import annotations

from collections.abc import Mapping

from desktop.operations.initiative_list import Filter
from domain.initiative import State
from ui.words import tr

ALL, MISSING, OVERDUE, TO_MEND, DRAFT = "all", "missing", "overdue", "to_mend", "draft"
GROUPS: Mapping[str, tuple[State, ...]] = {
    DRAFT: (State.DRAFT,),
    "accepted": (State.ACCEPTED, State.NEEDS_MORE, State.ELIGIBLE),
    "appraisal": (State.UNDER_APPRAISAL,),
    "council": (State.IN_COUNCIL,),
    "recognised": (State.RECOGNISED, State.RECOGNISED_AFTER_COMPLETION, State.NOMINATED),
    "declined": (State.DECLINED,),
    "packaged": (State.PACKAGED,),
    "received_above": (State.RECEIVED_ABOVE,),
    "considered": (State.CONSIDERED, State.AWARDED),
    "returned": (State.RETURNED,),
    "archived": (State.ARCHIVED,),
    "withdrawn": (State.WITHDRAWN,),
}
KEYS = (ALL, MISSING, OVERDUE, TO_MEND, *GROUPS)
_BESIDE = (MISSING, OVERDUE, TO_MEND)  # counted beside the states
_ALWAYS = (ALL, DRAFT)


def words() -> dict[str, str]:
    """The word of each chip, in the language in use."""
    return {
        ALL: tr("Tất cả"),
        MISSING: tr("Thiếu thông tin"),
        OVERDUE: tr("Quá hạn trả lời"),
        TO_MEND: tr("Cần sửa"),
        DRAFT: tr("Nháp"),
        "accepted": tr("Đã tiếp nhận"),
        "appraisal": tr("Đang chấm"),
        "council": tr("Họp hội đồng"),
        "recognised": tr("Công nhận"),
        "declined": tr("Không công nhận"),
        "packaged": tr("Trong gói"),
        "received_above": tr("Cấp trên đã nhận"),
        "considered": tr("Cấp trên xét tiếp"),
        "returned": tr("Cấp trên trả lại"),
        "archived": tr("Lưu trữ"),
        "withdrawn": tr("Rút đơn"),
    }


def chips(counts: Mapping[str, int], chosen: str, most: int | None = None) -> list[tuple[str, str, int]]:
    """(key, word, count) of the chips to show: all, drafts, the chosen one, and those that hold something.

    `counts` is by state, with "missing", "overdue" and "to_mend" beside; all of them are shown as `most` at most.
    """
    numbers = {key: sum(counts.get(state, 0) for state in states) for key, states in GROUPS.items()}
    every = total(counts)
    numbers |= {ALL: every if most is None else min(every, most), **{key: counts.get(key, 0) for key in _BESIDE}}
    named = words()
    return [(key, named[key], numbers[key]) for key in KEYS if numbers[key] or key in _ALWAYS or key == chosen]


def total(counts: Mapping[str, int]) -> int:
    """How many records were counted."""
    return sum(number for state, number in counts.items() if state not in _BESIDE)


def states(key: str) -> tuple[str, ...]:
    """The states a chip lets through; empty for all of them."""
    return GROUPS.get(key, ())


def key_of(chosen: Filter) -> str:
    """The chip that lets through what this filter does; all of them where no chip says just that."""
    if chosen.to_mend:
        return TO_MEND
    if chosen.missing or chosen.unanswered_since:
        return MISSING if chosen.missing else OVERDUE
    wanted = set(chosen.states)
    return next((key for key, held in GROUPS.items() if set(map(str, held)) == wanted), ALL)


def holding(state: State) -> str:
    """The chip under which a state stands."""
    return next(key for key, held in GROUPS.items() if state in held)
