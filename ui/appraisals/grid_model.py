"""The grid as a model: initiatives down, criteria and the vote across, as typed; filed rows are only read."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt, Signal

from desktop.messages import of_problem
from desktop.operations.grids import GridRow
from domain import labels, text
from domain.appraisal import Vote, sheet_problems, skipped
from domain.errors import Problem
from domain.programme import Criterion, Rubric
from ui import theme
from ui.appraisals import points
from ui.appraisals.result_table import short
from ui.appraisals.sheet_form import body_of
from ui.common.pill import Mark
from ui.words import tr

MARK = Qt.ItemDataRole.UserRole
VOTE_KEYS = {"1": Vote.APPROVE, "2": Vote.AFTER_COMPLETION, "3": Vote.DECLINE, "4": Vote.ABSTAIN}
_YES, _NO = ("c", "co", "1", "x"), ("k", "khong", "0")
_Index = QModelIndex | QPersistentModelIndex
_NOWHERE = QModelIndex()
_EDITABLE = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemIsEditable
_READ = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable


class GridModel(QAbstractTableModel):
    """written(row)     something in a row was typed: its `body` is to be kept
    refused(words)   what was typed is no vote, no answer: it is not taken, and this says what to type
    """

    written = Signal(int)
    refused = Signal(str)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.rows: Sequence[GridRow] = ()
        self.bodies: list[dict[str, Any]] = []
        self.criteria: tuple[Criterion, ...] = ()
        self._rubric: Rubric | None = None

    def show_grid(self, rubric: Rubric, rows: Sequence[GridRow], bodies: Sequence[dict[str, Any]]) -> None:
        """`bodies` are what stands in each row, as drafts are kept."""
        self.beginResetModel()
        self._rubric, self.criteria, self.rows = rubric, rubric.criteria, rows
        self.bodies = [body_of(row.own) if row.own else body for row, body in zip(rows, bodies, strict=True)]
        self.endResetModel()

    def rowCount(self, parent: _Index = _NOWHERE) -> int:
        return 0 if parent.isValid() else len(self.rows)

    def columnCount(self, parent: _Index = _NOWHERE) -> int:
        return 0 if parent.isValid() else len(self.criteria) + 3

    def vote_column(self) -> int:
        return len(self.criteria) + 1

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if orientation is not Qt.Orientation.Horizontal:
            return None
        titles = [tr("Sáng kiến"), *(one.title for one in self.criteria), tr("Ý kiến (1–4)"), tr("Phiếu của bạn")]
        if role == Qt.ItemDataRole.ToolTipRole:
            return titles[section]
        if role == Qt.ItemDataRole.DisplayRole:
            criterion = self._criterion(section)
            if criterion is None:
                return titles[section]
            asked = tr("c/k") if criterion.is_gate else f"/ {criterion.max_points}"
            return f"{short(criterion.title)}\n{asked}"
        return None

    def flags(self, index: _Index) -> Qt.ItemFlag:
        if not index.isValid():
            return Qt.ItemFlag.NoItemFlags
        column, row = index.column(), index.row()
        own = self.rows[row].own is not None
        if own or column in (0, self.columnCount() - 1) or self._aside(row, column):
            return _READ
        return _EDITABLE

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        row, column = index.row(), index.column()
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.EditRole):
            return self._shown(row, column, editing=role == Qt.ItemDataRole.EditRole)
        if role == MARK and column == self.columnCount() - 1:
            return self.state(row)
        if role == Qt.ItemDataRole.ForegroundRole:
            wrong = self._wrong(row, column)
            return theme.color("error_fg" if wrong else "muted" if self.rows[row].own else "text")
        if role == Qt.ItemDataRole.TextAlignmentRole:
            middle = Qt.AlignmentFlag.AlignVCenter
            return middle | (Qt.AlignmentFlag.AlignLeft if column in (0, self.vote_column()) else
                             Qt.AlignmentFlag.AlignHCenter)  # fmt: skip
        if role in (Qt.ItemDataRole.ToolTipRole, Qt.ItemDataRole.AccessibleDescriptionRole):
            return self.rows[row].waiting.title if column == 0 else self._wrong(row, column)
        return None

    def setData(self, index: _Index, value: Any, role: int = Qt.ItemDataRole.EditRole) -> bool:
        """Points stay as typed, right or wrong; an answer or a vote that is none of the known is not taken."""
        if role != Qt.ItemDataRole.EditRole or not self.flags(index) & Qt.ItemFlag.ItemIsEditable:
            return False
        row, column, words = index.row(), index.column(), str(value).strip()
        body = dict(self.bodies[row])
        criterion = self._criterion(column)
        if criterion is None:
            if words and words not in VOTE_KEYS:
                self.refused.emit(tr("«{words}» không phải ý kiến. Hãy gõ 1, 2, 3 hoặc 4.", words=words))
                return False
            body["vote"] = str(VOTE_KEYS[words]) if words else ""
        elif criterion.is_gate:
            known = text.fold(words)
            if known and known not in (*_YES, *_NO):
                said = tr("«{words}» không phải câu trả lời. Hãy gõ c (có) hoặc k (không).", words=words)
                self.refused.emit(said)
                return False
            answers = {code: given for code, given in body.get("gates", {}).items() if code != criterion.code}
            body["gates"] = answers | ({criterion.code: known in _YES} if known else {})
        else:
            typed = {code: given for code, given in body.get("points", {}).items() if code != criterion.code}
            body["points"] = typed | ({criterion.code: words} if words else {})
        if body != self.bodies[row]:
            self.bodies[row] = body
            self.dataChanged.emit(self.index(row, 0), self.index(row, self.columnCount() - 1))
            self.written.emit(row)
        return True

    def sheet(self, row: int) -> dict[str, Any]:
        """The sheet of a row as it is filed."""
        given, answers = self._given(row)
        body = self.bodies[row]
        return {"initiative": self.rows[row].waiting.public_id, "points": given, "gates": answers,
                "vote": body.get("vote", ""), "note": body.get("note", "")}  # fmt: skip

    def problems(self, row: int) -> tuple[Problem, ...]:
        """What keeps a row from being filed; words that are no number are points out of range."""
        given, answers = self._given(row)
        body = self.bodies[row]
        aside = skipped(answers, self._held())
        unread = [code for code in body.get("points", {}) if code not in given and code not in aside]
        spoilt = dict.fromkeys(unread if body.get("vote") != Vote.ABSTAIN else (), -1.0)
        return sheet_problems(given | spoilt, str(body.get("vote", "")), self._held(), answers)

    def why(self, row: int) -> str:
        """The first thing in a row that cannot be right, in a sentence; "" if there is none."""
        if not 0 <= row < len(self.rows):
            return ""
        return next((said for column in range(self.columnCount()) if (said := self._wrong(row, column))), "")

    def begun(self, row: int) -> bool:
        return any(self.bodies[row].get(name) for name in ("points", "gates", "vote"))

    def ready(self) -> list[int]:
        """The rows that lack nothing and are not filed yet."""
        return [
            row for row, one in enumerate(self.rows) if one.own is None and self.begun(row) and not self.problems(row)
        ]

    def state(self, row: int) -> Mark:
        if self.rows[row].own is not None:
            return Mark(tr("Đã nộp"), "checkmark_circle", "ok")
        if not self.begun(row):
            return Mark(tr("Chưa"), "clock", "info")
        found = self.problems(row)
        if wrong := [one for one in found if not one.code.endswith("_missing")]:
            return Mark(tr("Sai {n} ô", n=len(wrong)), "warning", "error")
        if found:
            return Mark(tr("Thiếu {n} ô", n=len(found)), "edit", "warn")
        return Mark(tr("Chờ nộp"), "checkmark", "info")

    def _held(self) -> Rubric:
        assert self._rubric is not None, "rows come with their rubric"
        return self._rubric

    def _criterion(self, column: int) -> Criterion | None:
        return self.criteria[column - 1] if 0 < column <= len(self.criteria) else None

    def _given(self, row: int) -> tuple[dict[str, float], dict[str, bool]]:
        """Numbers and answers as far as they count: nothing after a gate answered no."""
        body = self.bodies[row]
        chosen = dict(body.get("gates", {}))
        aside = skipped(chosen, self._held())
        read = {code: points.read(str(words)) for code, words in body.get("points", {}).items() if code not in aside}
        answers = {code: answer for code, answer in chosen.items() if code not in aside}
        return {code: value for code, value in read.items() if value is not None}, answers

    def _aside(self, row: int, column: int) -> bool:
        criterion = self._criterion(column)
        return criterion is not None and criterion.code in skipped(self.bodies[row].get("gates", {}), self._held())

    def _wrong(self, row: int, column: int) -> str:
        """What cannot be right in a cell, in a sentence; what is only missing is said by the state of the row."""
        criterion = self._criterion(column)
        name = "vote" if column == self.vote_column() else criterion.code if criterion else ""
        if not name or self.rows[row].own is not None or not self.begun(row):
            return ""
        found = [one for one in self.problems(row) if one.field == name and not one.code.endswith("_missing")]
        return of_problem(found[0]) if found else ""

    def _shown(self, row: int, column: int, *, editing: bool) -> str:
        body, criterion = self.bodies[row], self._criterion(column)
        if column == 0:
            waiting = self.rows[row].waiting
            return f"{waiting.number}  {waiting.title}"
        if column == self.vote_column():
            vote = str(body.get("vote", ""))
            if editing:
                return next((key for key, known in VOTE_KEYS.items() if known == vote), "")
            return tr(labels.VOTES[Vote(vote)]) if vote else ""
        if criterion is None:
            return self.state(row).word
        if self._aside(row, column):
            return "" if editing else tr("bỏ qua")
        if criterion.is_gate:
            answer = body.get("gates", {}).get(criterion.code)
            return "" if answer is None else tr("Có") if answer else tr("Không")
        return str(body.get("points", {}).get(criterion.code, ""))
