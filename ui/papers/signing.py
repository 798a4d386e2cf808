"""The signing of a PDF, laid over the page of papers."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QStackedWidget

from ui.common.parting import Parting
from ui.session import Session
from ui.words import tr

if TYPE_CHECKING:
    from ui.signatures.view import SignatureView


class Signing(QObject):
    """`task` is the signing under way; `ended` says that the page lies open again."""

    ended = Signal()

    def __init__(self, session: Session, stack: QStackedWidget) -> None:
        super().__init__(stack)
        self._session, self._stack = session, stack
        self._parting = Parting(session.lanes, stack)
        self.task: SignatureView | None = None

    def open(self, file: Path) -> None:
        from ui.signatures.view import SignatureView  # only for those who sign

        if self.task is None:
            self.task = SignatureView(self._session)
            self.task.closed.connect(self._end)
            self._stack.addWidget(self.task)
        self._stack.setCurrentWidget(self.task)
        self.task.open_file(file)
        self.task.setFocus()

    def pick(self) -> None:
        from ui.signatures.view import pick

        file = pick(self._stack)
        if file is not None:
            self.open(file)

    def flush(self) -> None:
        if self.task is not None:
            self.task.flush()

    def may_close(self) -> bool:
        """False while a PDF is being signed; the person is told to wait or stop."""
        idle = self.task is None or self.task.may_close()
        if not idle:
            self._session.told.emit(tr("Đang ký tệp PDF. Hãy đợi xong, hoặc bấm «Dừng» trước."))
        return idle

    def _end(self) -> None:
        task = self.task
        if task is None or not self.may_close():
            return
        task.flush()
        self.task = None
        self._stack.setCurrentIndex(0)
        self._stack.removeWidget(task)
        self._parting.drop(task)
        self.ended.emit()
