"""The list of initiatives: what is looked for, and how a row is shown."""

from __future__ import annotations

import dataclasses
from array import array
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from desktop.desk import Desk
from desktop.operations import initiatives
from desktop.operations.initiatives import Filter
from domain import money
from domain.initiative import BenefitState, State
from ui.common.page_model import Cell, Column, Kind
from ui.common.pill import Mark, pill_size, state_mark
from ui.words import tr

Row = Mapping[str, Any]
NEWEST_FIRST = "-entered"
_TO_COMPLETE = State.RECOGNISED_AFTER_COMPLETION


@dataclass(frozen=True)
class Found:
    """Everything a question found: the ids in their order, and the counts for the chips."""

    ids: array[int] = field(default_factory=lambda: array("q"))
    counts: Mapping[str, int] = field(default_factory=dict)


def find(screen: Desk, chosen: Filter, sort: str) -> Found:
    """Answers on a reader of its own, so that it may run beside the screen while a search takes its time."""
    reader = screen.screen()
    try:
        ids = array("q", initiatives.page(reader, chosen, sort))
        every = dataclasses.replace(chosen, states=(), missing=False, unanswered_since="")
        return Found(ids, initiatives.counts(reader, every))
    finally:
        reader.store.close()


class Rows:
    """A provider over ids that are already known: the screen's thread only ever reads the rows it shows."""

    def __init__(self, screen: Desk, ids: array[int] | None = None) -> None:
        self._screen = screen
        self.known = array("q") if ids is None else ids

    def total(self) -> int:
        return len(self.known)

    def ids(self, offset: int, limit: int) -> Sequence[int]:
        return self.known[offset : offset + limit]

    def rows(self, ids: Sequence[int]) -> Sequence[Row]:
        found = {row["id"]: row for row in initiatives.rows(self._screen, ids)}
        return [found.get(id_, {}) for id_ in ids]

    def place(self, id_: int) -> int:
        """Where a record stands, from 0; -1 if it is not there."""
        try:
            return self.known.index(id_)
        except ValueError:
            return -1


def columns() -> tuple[Column[Row], ...]:
    words = [mark(state, missing=missing).word for state in State for missing in (False, True)]
    widest = max(words, key=lambda word: pill_size(word).width())
    return (
        Column(tr("Sáng kiến"), _title, Kind.TWO_LINES, sort="title"),
        Column(tr("Tác giả"), _author, Kind.TWO_LINES, sort="author", sample="Đặng Thuỳ Trâm Anh", fold_below=74),
        Column(tr("Trạng thái"), _state, Kind.PILL, sort="state", sample=widest),
    )


def benefit(row: Row) -> str:
    """48.500.000 đ, or what is known instead of an amount."""
    if row["benefit_vnd"]:
        return f"{money.plain(row['benefit_vnd'])} đ"
    if row["benefit_state"] == BenefitState.NOT_COMPUTABLE:
        return tr("không tính bằng tiền")
    return tr("chưa nêu giá trị")


def mark(state: State, *, missing: bool) -> Mark:
    """The pill of a record: a draft with something still to fill in says so."""
    if state is State.DRAFT and missing:
        return Mark(tr("Thiếu thông tin"), "warning", "warn")
    found = state_mark(state)
    # Its full name would take half of a narrow list.
    return dataclasses.replace(found, word=tr("Phải hoàn thiện")) if state is _TO_COMPLETE else found


def _title(row: Row) -> Cell:
    if not row:
        return Cell()
    title = row["title"] or tr("(chưa có tên)")
    folded = "  ·  ".join(part for part in (row["author"], row["number"]) if part)
    return Cell(title, f"{row['number']}  ·  {benefit(row)}", folded, tip=title, muted=not row["title"])


def _author(row: Row) -> Cell:
    return Cell(row["author"] or "–", row["workplace"]) if row else Cell()


def _state(row: Row) -> Cell:
    if row and row["deleted_at"]:
        return Cell(mark=Mark(tr("Thùng rác"), "delete", "neutral"))  # a figure of an earlier day may have counted it
    return Cell(mark=mark(State(row["state"]), missing=bool(row["missing"] and row["own"]))) if row else Cell()
