"""«Dấu thời gian» of the package that is looked at: what it has, and asking for one when there is a network."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from desktop import clock, messages
from desktop.changes import Changes
from desktop.operations import timestamps
from desktop.operations.timestamps import Asked, Stamped
from desktop.operations.verification import Verification
from domain.errors import RuleError, TroubleError
from ui.common.banner import Banner
from ui.common.buttons import Button
from ui.common.editors import LineEdit
from ui.common.field import Field
from ui.common.labels import show_if
from ui.packages import pickers
from ui.packages.wording import when
from ui.session import Session
from ui.words import tr


class StampForm(QWidget):
    """Shown for a package that is intact. `stamped(file)` when something about its stamp has changed."""

    stamped = Signal(object)

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._file: Path | None = None
        self.state = Banner()
        self.problem = Banner()
        self.open_button = Button(tr("Xin dấu thời gian…"), "clock")
        self.root_button = Button(tr("Tin nơi cấp này…"), "certificate", "link")
        self.address = LineEdit()
        self.field = Field(
            tr("Địa chỉ nơi cấp dấu thời gian"),
            self.address,
            help_text=tr("Cần mạng. Chỉ dấu vân tay của chữ ký được gửi đi."),
        )
        self.ask_button = Button(tr("Xin dấu"), "clock", "primary")
        self._form = QWidget()
        self._lay_out()
        self.open_button.clicked.connect(self._open)
        self.ask_button.clicked.connect(self.ask)
        self.address.returnPressed.connect(self.ask)
        self.root_button.clicked.connect(self._pick_root)

    def show_for(self, file: Path, seen: Verification) -> None:
        """What is known of this package's stamp."""
        self._file = file
        intact = seen.verdict in ("valid", "untrusted")
        show_if(self, intact)
        self.problem.clear()
        self._form.hide()
        show_if(self.open_button, seen.stamp is None)
        show_if(self.root_button, seen.stamp is not None and not seen.stamp.trusted)
        if seen.stamp is None:
            self.state.clear()
            return
        facts = {"at": when(clock.stamp_of(seen.stamp.stamped_at)), "who": seen.stamp.authority}
        if seen.stamp.trusted:
            self.state.say("ok", tr("Đã được ký trước {at}, theo dấu thời gian của {who}.", **facts))
        else:
            words = tr("Có dấu thời gian {at} của {who}, nhưng sổ chưa tin nơi cấp này.", **facts)
            self.state.say("warn", words)

    def ask(self) -> None:
        """Asks the authority at the address written; the register waits for nobody meanwhile."""
        file, address = self._file, self.address.text().strip()
        if file is None or not self.ask_button.isEnabled():
            return
        self.field.set_problem("")
        self._busy(True)

        def asked(made: Asked) -> None:
            self._session.ask(lambda _job: (made, timestamps.fetch(made, address)), answered, self._failed)

        def answered(found: tuple[Asked, bytes]) -> None:
            self._session.do(lambda desk, _job: timestamps.keep(desk, *found), self._kept, self._failed)

        self._session.do(lambda desk, _job: timestamps.prepare(desk, file), asked, self._failed)

    def trust_root(self, file: Path) -> None:
        """Believes the authorities whose root is in this file, from now on."""

        def done(_changes: Changes) -> None:
            self.stamped.emit(self._file)

        self._session.do(lambda desk, _job: timestamps.trust_root(desk, file), done, self._failed)

    def _kept(self, done: Stamped) -> None:
        self._busy(False)
        self._session.told.emit(tr("Đã giữ dấu thời gian trong {name}", name=done.path.name))
        self.stamped.emit(self._file)
        if done.warnings:
            self.problem.say("warn", " ".join(messages.sentence(code) for code in done.warnings))

    def _failed(self, error: Exception) -> None:
        self._busy(False)
        if not isinstance(error, RuleError | TroubleError):
            self._session.failed.emit(error)
        words = messages.of_error(error)
        if isinstance(error, RuleError) and error.field == "tsa":
            self.field.set_problem(words)
        else:
            self.problem.say("error", words)

    def _busy(self, busy: bool) -> None:
        self.ask_button.setEnabled(not busy)
        self.ask_button.setText(tr("Đang xin…") if busy else tr("Xin dấu"))

    def _open(self) -> None:
        self.open_button.hide()
        self._form.show()
        self.address.setText(self.address.text() or timestamps.address())
        self.address.setFocus()

    def _pick_root(self) -> None:
        file = pickers.file(self, tr("Chọn chứng thư gốc do nơi cấp dấu công bố"), "PEM (*.pem *.crt *.cer)")
        if file is not None:
            self.trust_root(file)

    def _lay_out(self) -> None:
        inner = QVBoxLayout(self._form)
        inner.setContentsMargins(0, 0, 0, 0)
        inner.addWidget(self.field)
        inner.addWidget(self.ask_button)
        self._form.hide()
        row = QHBoxLayout()
        row.addWidget(self.open_button)
        row.addWidget(self.root_button)
        row.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        for part in (self.state, self.problem, self._form):
            column.addWidget(part)
        column.addLayout(row)
