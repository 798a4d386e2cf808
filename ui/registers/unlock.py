"""Opening a register: its passphrase, or the recovery code."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QWidget

from desktop import attempts, desk, messages
from desktop.desk import Desk
from desktop.jobs import Job, Lanes
from desktop.operations import registers, remembering
from domain.errors import RuleError, TroubleError
from ui.common.buttons import Button, button
from ui.common.labels import label, show_if
from ui.common.progress import ProgressPanel
from ui.common.tick_box import TickBox
from ui.registers import request_page
from ui.registers.centred import Centred
from ui.registers.passphrase import PassphraseField
from ui.registers.remember_line import RememberLine
from ui.words import tr


class Unlock(Centred):
    """`opened(Desk)` when the register is open; `lost()` for a forgotten passphrase; `chosen(Path)` for another folder;
    `wanted()` for a new register; `request(Path)` for a file that asks somebody to mark; `restoring()` for putting a
    backup in its place.

    A register without a passphrase has no field here, only the button: the page then stands for what stopped it.
    `told` is what the window has to say of an opening that went well, "" for nothing.
    """

    opened = Signal(object)
    chosen = Signal(object)
    wanted = Signal()
    request = Signal(object)
    restoring = Signal()
    lost = Signal()

    def __init__(self, home: Path, lanes: Lanes, parent: QWidget | None = None) -> None:
        super().__init__(tr("Mở sổ"), "", 82, parent)
        self.home, self._lanes = home, lanes
        self._plain = False
        self.told, self._verb = "", tr("Mở sổ")
        self.field = PassphraseField(tr("Mật khẩu"))
        self.line = self.field.line
        self.line.returnPressed.connect(self.unlock)
        self.shown = TickBox(tr("Hiện mật khẩu"))
        self.shown.toggled.connect(self.line.show_letters)
        self.progress = ProgressPanel(tr("Đang mở sổ…"), stop=False)
        self.progress.hide()
        self.forgotten = Button(tr("Quên mật khẩu…"), look="link")
        self.forgotten.clicked.connect(self.lost)
        self._wait = QTimer(self, interval=1000)
        self._wait.timeout.connect(self._tick)
        self.body.addWidget(label(tr("Thư mục của sổ: {path}", path=str(home)), "small", wrap=True))
        row = QHBoxLayout()
        row.addWidget(self.shown)
        row.addStretch(1)
        row.addWidget(self.forgotten)
        self.remember = RememberLine(home, lanes)
        self.remember.asked.connect(self.open_remembered)
        self.body.addWidget(self.field)
        self.body.addLayout(row)
        self.body.addWidget(self.remember)
        self.restore = Button(tr("Khôi phục từ bản sao lưu…"), look="link")
        self.restore.clicked.connect(self.restoring)
        self.body.addWidget(self.restore, 0, Qt.AlignmentFlag.AlignLeft)
        self.body.addWidget(self.progress)
        self._foot()
        self.setFocusProxy(self.line)

    def set_plain(self, plain: bool) -> None:
        """Without a passphrase there is nothing to ask for."""
        self._plain = plain
        self.field.setVisible(not plain)
        self.shown.setVisible(not plain)
        show_if(self.remember, not plain)
        if not plain:
            self.remember.look()
        show_if(self.forgotten, not plain)
        self.setFocusProxy(self.go if plain else self.line)

    def unlock(self) -> None:
        if not self.go.isEnabled():
            return
        self.banner.clear()
        self.field.set_problem("")
        given = None if self._plain else self.line.value()
        self._busy(True)
        self.progress.watch(self.begin(given))

    def begin(self, given: str | None) -> Job:
        """Tries what was typed, off the screen's thread."""
        home, wanted = self.home, self.remember.wanted()

        def work(job: Job) -> Desk:
            opened = desk.open_desk(home, given, step=job.step)
            if wanted and not opened.plain:
                try:
                    remembering.remember(opened)
                except TroubleError as error:
                    self.told = messages.of_error(error)
            return opened

        return self._lanes.store(work, self.opened.emit, self.stopped)

    def open_remembered(self) -> None:
        """Opens it with what this PC remembers, and asks for the passphrase where that is nothing any more."""
        if not self.go.isEnabled():
            return
        self.banner.clear()
        home = self.home
        self._busy(True)
        self.progress.watch(self._lanes.store(lambda job: remembering.open_remembered(home, step=job.step),
                                              self.opened.emit, self.stopped))  # fmt: skip

    def stopped(self, error: Exception) -> None:
        """The register did not open after all: the page is ready for another try."""
        self._busy(False)
        self.setFocus()
        self.show_error(error)

    def show_error(self, error: Exception) -> None:
        """What stopped the register from opening, at the field or over it."""
        if isinstance(error, RuleError) and error.field == "passphrase":
            self.field.set_problem(messages.of_error(error))
            self.line.selectAll()
            self.line.setFocus()
            if error.code == "not_remembered":
                self.remember.look()
            if error.code == "passphrase_wait":
                self._wait.start()
                self._tick()
        else:
            self.banner.say("error", messages.of_error(error))

    def _tick(self) -> None:
        """Counts down what is still to be waited after too many wrong passphrases."""
        left_s = attempts.left_s(self.home)
        self.go.setEnabled(left_s == 0)
        self.go.setText(tr("Chờ {n} giây", n=left_s) if left_s else self._verb)
        if not left_s:
            self._wait.stop()
            self.field.set_problem("")

    def _foot(self) -> None:
        self.go = button(self._verb, "lock_closed", primary=True)
        self.other = button(tr("Mở sổ khác…"), "folder_open")
        self.new = button(tr("Tạo sổ mới…"), "add")
        self.asked = button(tr("Mở yêu cầu chấm…"), "clipboard_task")
        self.go.clicked.connect(self.unlock)
        self.other.clicked.connect(self._choose)
        self.new.clicked.connect(self.wanted)
        self.asked.clicked.connect(self._choose_request)
        foot = self.card.foot()
        foot.addWidget(self.other)
        foot.addWidget(self.new)
        foot.addWidget(self.asked)
        foot.addStretch(1)
        foot.addWidget(self.go)

    def _choose(self) -> None:
        folder = QFileDialog.getExistingDirectory(self, tr("Thư mục của sổ có sẵn"), str(self.home.parent))
        if folder:
            self.chosen.emit(Path(folder))

    def _choose_request(self) -> None:
        file = request_page.choose(self)
        if file is not None:
            self.request.emit(file)

    def _busy(self, busy: bool) -> None:
        for part in (self.field, self.shown, self.forgotten, self.restore, self.go, self.other, self.new, self.asked):
            part.setEnabled(not busy)
        self.remember.set_busy(busy)
        show_if(self.progress, busy)


def has_passphrase(home: Path) -> bool:
    """Whether the register in `home` asks for one; TroubleError if its vault cannot be read."""
    return not registers.is_plain(home)
