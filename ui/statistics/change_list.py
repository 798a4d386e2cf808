"""The list behind «Nay đếm khác»: what came into a figure, what went, what changed; Enter opens the initiative."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QWidget

from domain.initiative import BenefitState, State
from domain.kept_change import COUNTED_NOW, KEPT_CHANGES, KEPT_REASONS, NOT_COUNTED, Change, Stated
from domain.labels import BENEFIT_STATES, STATES
from ui.common.numbers import short_amount, written
from ui.common.page_model import Cell, Column, Kind, PageModel, SequenceProvider
from ui.common.table import Table
from ui.session import Session
from ui.statistics.over import OverList
from ui.statistics.people_list import person_cell
from ui.words import tr


class ChangeList(OverList):
    """`changes` are as `kept_changes.changes` has them."""

    def __init__(self, session: Session, words: str, changes: Sequence[Change], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session, self.changes = session, list(changes)
        n = {change: sum(one.change == change for one in self.changes) for change in KEPT_CHANGES}
        hint = tr("Nay có thêm {came}, không còn {went}, đổi {changed}. Enter mở sáng kiến.",
                  **{change: written(count) for change, count in n.items()})  # fmt: skip
        people = [Column[Change](tr("Họ và tên"), lambda one: person_cell(dict(one.row)), Kind.TWO_LINES)]
        columns = [
            Column[Change](tr("Thay đổi"), _change, Kind.TWO_LINES),
            *(people if any("full_name" in one.row for one in self.changes) else []),
            Column[Change](tr("Sáng kiến"), _initiative, Kind.TWO_LINES),
        ]
        self.model = PageModel(columns, SequenceProvider(self.changes))
        self.table = Table(self.model, words)
        self.table.opened.connect(self._open)
        self.fill(words, hint, self.table, self.model)

    def _open(self, place: int) -> None:
        row = self.changes[place].row
        self._session.asked.emit("initiatives", int(row["row_id"] if "row_id" in row else row["id"]))


def _change(one: Change) -> Cell:
    why = reason(one)
    return Cell(tr(KEPT_CHANGES[one.change]), why, tip=why)


def _initiative(one: Change) -> Cell:
    row = one.row
    second = "  ·  ".join(filter(None, (row["number"], row.get("unit_name") or row["unit_code"])))
    return Cell(row["title"] or tr("(chưa có tên)"), second, tip=row["title"])


def reason(one: Change) -> str:
    """Why it is counted otherwise, and what changed in it."""
    line = tr(STATES[State(one.line)]) if one.why in (COUNTED_NOW, NOT_COUNTED) else one.line
    parts = [f"{tr(KEPT_REASONS[one.why])}: {line}" if line else tr(KEPT_REASONS[one.why])] if one.why else []
    if one.before and one.now:
        parts.append(tr("lợi ích: {before} → {now}", before=_stated(one.before), now=_stated(one.now)))
    if one.authors:
        parts.append(tr("tác giả: {before} → {now}", before=one.authors[0], now=one.authors[1]))
    return "  ·  ".join(parts)


def _stated(one: Stated) -> str:
    word = tr(BENEFIT_STATES[BenefitState(one.state)])
    return f"{word} {short_amount(one.vnd)}" if one.vnd else word
