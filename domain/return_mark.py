"""A mark on a received record: which field is to be mended and why, how it travels, and what answers it."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from domain import record
from domain.errors import Problem, RuleError
from domain.initiative import Initiative, redacted
from domain.text import clean

WHOLE = ""  # the record as a whole
REASON_MOST, ANSWER_MOST = 1_000, 1_000
# Written by the union above where a person has kept what it held before; what stands in the field is not told here.
CLASH_REASON = ("Gói số {seq} mang một bản cùng lần sửa với bản đã nhận trước mà ghi khác ở mục này. Cấp trên giữ bản "
                "nhận trước: hãy sửa cho khớp, hoặc trả lời vì sao bản sau mới đúng.")  # fmt: skip
# What the upper union or the program gives a record; nobody at the unit types it.
_NOT_MARKED = frozenset({"id", "programme", "pack_version", "unit_code", *record.INNER})
MARKABLE = tuple(name for name in record.record(Initiative()) if name not in _NOT_MARKED)


class MarkState(StrEnum):
    """Above: noted, then sent. At the unit: open, ready (mended or answered), left in a package. Then closed."""

    NOTED = "noted"
    SENT = "sent"
    OPEN = "open"
    READY = "ready"
    LEFT = "left"
    CLOSED = "closed"
    WITHDRAWN = "withdrawn"


@dataclass(frozen=True)
class ReturnMark:
    """`no` is its number in this register, `id` the one that travels. `out`: asked here of `unit_code`, else asked of
    us by it. `held` is the field as the upper union has it, in JSON; of the whole record its fingerprint.
    `mended` says that the field was changed. Instants are UTC ISO 8601, None for not yet.
    """

    no: int
    id: str
    out: bool
    initiative_id: str
    unit_code: str
    unit_name: str
    field: str
    reason: str
    held: str
    made_by: str
    made_at: str
    package_id: int | None = None
    answer: str = ""
    mended: bool = False
    answered_at: str | None = None
    answer_package_id: int | None = None
    closed_at: str | None = None
    withdrawn_at: str | None = None

    @property
    def is_open(self) -> bool:
        return self.closed_at is None

    @property
    def to_do(self) -> bool:
        """Whether the unit still has to do something, or to send what it did."""
        return self.is_open and self.answer_package_id is None


@dataclass(frozen=True)
class Answer:
    """What the unit says of a mark: that it changed the field, or words why not, or both."""

    mark_id: str
    words: str
    mended: bool


def state(mark: ReturnMark, current: str = "") -> MarkState:
    """`current` is the field as it stands at the unit now, see `held_of`."""
    if mark.withdrawn_at is not None:
        return MarkState.WITHDRAWN
    if not mark.is_open:
        return MarkState.CLOSED
    if mark.out:
        return MarkState.NOTED if mark.package_id is None else MarkState.SENT
    if mark.answer_package_id is not None:
        return MarkState.LEFT
    return MarkState.READY if mark.answer or (current and current != mark.held) else MarkState.OPEN


def held_of(initiative: Initiative, field: str) -> str:
    """What stands in a field as it leaves the unit, or the fingerprint of the whole record, as text to compare."""
    values = record.leaving(record.record(redacted(initiative)))
    if field == WHOLE:
        return record.content_sha256(values)
    return json.dumps(values[field], ensure_ascii=False, sort_keys=True)


def problems(field: str, reason: str) -> tuple[Problem, ...]:
    """What keeps a mark from being made."""
    found = []
    if field != WHOLE and field not in MARKABLE:
        found.append(Problem("return_field_unknown", "field", facts={"name": field}))
    if not reason:
        found.append(Problem("return_reason_missing", "reason"))
    elif len(reason) > REASON_MOST:
        found.append(Problem("return_words_long", "reason", facts={"limit": REASON_MOST}))
    return tuple(found)


def line(mark: ReturnMark, initiative: Initiative, seq: int) -> dict[str, Any]:
    """A mark as a package of kind `return` tells it."""
    return {"id": mark.id, "revision": seq, "initiative": mark.initiative_id, "number": initiative.number,
            "title": initiative.title, "field": mark.field, "reason": mark.reason, "held": mark.held,
            "made_at": mark.made_at}  # fmt: skip


def read(values: Mapping[str, Any], unit_code: str, unit_name: str) -> ReturnMark:
    """A mark from a line of a package that `unit_code` signed. RuleError("return_malformed")."""
    told = {name: values.get(name) for name in ("id", "initiative", "field", "reason", "held", "made_at")}
    if not all(isinstance(value, str) for value in told.values()) or not told["initiative"]:
        raise RuleError("return_malformed")
    words = {name: str(value) for name, value in told.items()}
    if problems(words["field"], clean(words["reason"])):
        raise RuleError("return_malformed")
    return ReturnMark(0, words["id"], False, words["initiative"], unit_code, unit_name, words["field"],
                      clean(words["reason"]), words["held"], "", words["made_at"])  # fmt: skip


def answers_of(told: Any) -> list[Answer]:
    """The answers in the header of a package; what is none is passed over: a package is not refused for it."""
    found = []
    for mark_id, said in told.items() if isinstance(told, Mapping) else ():
        if not isinstance(mark_id, str) or not isinstance(said, Mapping):
            continue
        words, mended = said.get("answer", ""), said.get("mended", False)
        if isinstance(words, str) and isinstance(mended, bool) and len(words) <= ANSWER_MOST:
            found.append(Answer(mark_id, clean(words), mended))
    return found


def telling(answers: list[Answer]) -> dict[str, dict[str, object]]:
    """The same as they stand in a header."""
    return {one.mark_id: {"answer": one.words, "mended": one.mended} for one in answers}
