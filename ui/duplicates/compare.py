"""Two initiatives in a window of their own: what the form's banner opens."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QDialog, QVBoxLayout, QWidget

from desktop import messages
from desktop.changes import Changes
from desktop.desk import OFFICER
from desktop.operations import duplicates
from domain.duplicate import Verdict
from ui import theme
from ui.common.banner import Banner
from ui.duplicates.comparison import Comparison
from ui.session import Session
from ui.words import tr


class CompareDialog(QDialog):
    """record_asked(row id) when one of the two is to be opened; it closes when the pair was judged."""

    record_asked = Signal(int)

    def __init__(self, session: Session, a: int, b: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session, self._a, self._b = session, a, b
        self.setWindowTitle(tr("So sánh hai sáng kiến"))
        self.setProperty("look", "page")
        self.banner = Banner()
        self.comparison = Comparison(officer=session.screen.user.has(OFFICER))
        column = QVBoxLayout(self)
        column.addWidget(self.banner)
        column.addWidget(self.comparison, 1)
        self.comparison.judged.connect(self._judge)
        self.comparison.reopened.connect(self._reopen)
        self.comparison.asked.connect(self._open)
        letter = self.fontMetrics().averageCharWidth()
        self.resize(max(860, letter * 120), max(520, round(theme.look().points * 52)))
        self._show()

    def _show(self) -> None:
        self.comparison.show_pair(duplicates.pair(self._session.screen, self._a, self._b))

    def _judge(self, verdict: Verdict, note: str) -> None:
        self._session.do(lambda desk, _job: duplicates.judge(desk, self._a, self._b, verdict, note), self._judged,
                         self._failed)  # fmt: skip

    def _judged(self, _changes: Changes) -> None:
        self._session.told.emit(tr("Đã ghi. Cặp này không bị hỏi lại."))
        self.accept()

    def _reopen(self) -> None:
        self._session.do(lambda desk, _job: duplicates.take_back(desk, self._a, self._b), lambda _changes: self._show(),
                         self._failed)  # fmt: skip

    def _open(self, row_id: int) -> None:
        self.record_asked.emit(row_id)
        self.accept()

    def _failed(self, error: Exception) -> None:
        self.banner.say("error", messages.of_error(error))
