"""Complaints and authorship disputes over the form: the open ones as banners, recording one, settling one."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QMenu, QVBoxLayout, QWidget

from desktop import messages
from desktop.operations import objections
from domain import dates
from domain.errors import RuleError
from domain.labels import OBJECTIONS
from domain.objection import KINDS, Objection
from ui.common.banner import Banner
from ui.initiatives.objection_panel import ObjectionPanel
from ui.session import Session
from ui.words import tr


class ObjectionBars(QWidget):
    """One banner for each open objection; takes no room without any."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.bars: list[Banner] = []
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(6)
        self.hide()

    def show_open(self, found: Sequence[Objection], settle: Callable[[Objection], None] | None) -> None:
        """`settle` is what a banner's button does; None for somebody who only looks."""
        for bar in self.bars:
            self._column.removeWidget(bar)
            bar.hide()
            bar.deleteLater()
        self.bars = [self._bar(one, settle) for one in found]
        self.setVisible(bool(found))

    def _bar(self, one: Objection, settle: Callable[[Objection], None] | None) -> Banner:
        words = tr("{kind} ngày {day}, {who}: {what}. Chưa giải quyết nên không vào hồ sơ, gói.",
                   kind=tr(OBJECTIONS[one.kind]), day=dates.shown(one.opened_on), who=one.who,
                   what=one.what.rstrip("."))  # fmt: skip
        bar = Banner("warn", words, tr("Ghi kết quả…") if settle else "", self)
        if settle is not None:
            bar.clicked.connect(lambda: settle(one))
        self._column.addWidget(bar)
        bar.show()
        return bar


class Objecting(QObject):
    """Binds bars and panel to the record in front."""

    def __init__(
        self,
        session: Session,
        bars: ObjectionBars,
        panel: ObjectionPanel,
        failed: Callable[[Exception], None],
        parent: QObject,
    ) -> None:
        super().__init__(parent)
        self._session, self._bars, self.panel, self._failed = session, bars, panel, failed
        self._row_id: int | None = None
        panel.opened.connect(self._open)
        panel.settled.connect(self._settle)

    def show_record(self, row_id: int | None, *, by_hand: bool) -> None:
        """The open objections of a record; none for a new one. `by_hand` whether this person may settle them."""
        if row_id != self._row_id:
            self.panel.hide()
        self._row_id = row_id
        found = objections.of_record(self._session.screen, row_id) if row_id is not None else []
        still = [one for one in found if one.is_open]
        self._bars.show_open(still, self.panel.ask_outcome if by_hand else None)

    def fill(self, menu: QMenu) -> None:
        """The two entries of the form's menu."""
        words = {"complaint": tr("Ghi khiếu nại…"), "authorship_dispute": tr("Ghi tranh chấp quyền tác giả…")}
        menu.addSeparator()
        for kind in KINDS:
            menu.addAction(words[kind]).triggered.connect(lambda _on=False, kind=kind: self.panel.ask_new(kind))

    def _open(self, kind: str, on: date, who: str, what: str) -> None:
        row_id = self._row_id
        if row_id is not None:
            self._session.do(lambda desk, _job: objections.open_new(desk, row_id, kind, on, who, what),
                             lambda _made: self._done(tr("Đã ghi. Sáng kiến không vào hồ sơ cho tới khi giải quyết.")),
                             self._refused)  # fmt: skip

    def _settle(self, held: Objection, on: date, outcome: str) -> None:
        self._session.do(lambda desk, _job: objections.settle(desk, held.id, on, outcome),
                         lambda _changes: self._done(tr("Đã ghi kết quả giải quyết.")), self._refused)  # fmt: skip

    def _done(self, sentence: str) -> None:
        self.panel.hide()
        self._session.told.emit(sentence)

    def _refused(self, error: Exception) -> None:
        if isinstance(error, RuleError) and error.problems:
            self.panel.show_problems({each.field: messages.of_problem(each) for each in error.problems})
        else:
            self._failed(error)
