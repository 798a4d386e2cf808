"""The first page a person ever sees: five questions, and the register is made."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QWidget

from desktop import desk, home_places, messages
from desktop.desk import Desk
from desktop.jobs import Lanes
from desktop.operations import registers, users
from desktop.operations.registers import Created
from domain.errors import RuleError
from domain.home_place import REMOVABLE, Judgement
from domain.unit import Unit
from ui.common.buttons import Button, button
from ui.common.choices import Choice
from ui.common.labels import label, show_if
from ui.common.progress import ProgressPanel
from ui.registers import request_page
from ui.registers.answers import Answers
from ui.registers.centred import Centred
from ui.words import tr


class FirstRun(Centred):
    """`made(Created, Desk)` when the register stands and is open; `chosen(Path)` for an existing one's folder;
    `request(Path)` for a file that asks somebody to mark, which needs no register.
    """

    made = Signal(object, object)
    chosen = Signal(object)
    request = Signal(object)

    def __init__(self, home: Path, lanes: Lanes, parent: QWidget | None = None) -> None:
        hint = tr("Trả lời năm câu, khoảng ba phút. Mọi thứ ở lại trên máy này và được mã hóa bằng mật khẩu của bạn.")
        super().__init__(tr("Tạo sổ của đơn vị"), hint, 108, parent)
        self.home, self._lanes = home, lanes
        self.answers = Answers()
        self.body.addWidget(self.answers)
        self.body.addLayout(self._folder_row())
        self.progress = ProgressPanel(tr("Đang tạo sổ và khóa mã hóa…"), stop=False)
        self.progress.hide()
        self.body.addWidget(self.progress)
        self.make = button(tr("Tạo sổ"), "checkmark", primary=True)
        self.make.clicked.connect(self._create)
        self.existing = button(tr("Mở sổ có sẵn…"), "folder_open")
        self.existing.clicked.connect(self._choose_existing)
        foot = self.card.foot()
        self.asked = button(tr("Mở yêu cầu chấm…"), "clipboard_task")
        self.asked.clicked.connect(self._choose_request)
        foot.addWidget(self.existing)
        foot.addWidget(self.asked)
        foot.addStretch(1)
        foot.addWidget(self.make)
        self.answers.again.line.returnPressed.connect(self._create)
        self.setFocusProxy(self.answers.unit_code)

    def set_home(self, home: Path) -> None:
        self.home = home
        self._folder.setText(tr("Sổ sẽ nằm trong: {path}", path=str(home)))
        self.banner.clear()
        self._lanes.free(lambda _job: home_places.demand_safe(home), self._judged, self._not_there)

    def _judged(self, found: Judgement) -> None:
        if found.kind == REMOVABLE:
            self.banner.say("warn", messages.sentence("home_can_be_pulled"))

    def _not_there(self, error: Exception) -> None:
        self.banner.say("error", messages.of_error(error))

    def _folder_row(self) -> QHBoxLayout:
        row = QHBoxLayout()
        self._folder = label("", "small", wrap=True)
        self.other_folder = Button(tr("Đổi thư mục…"), look="link")
        self.other_folder.clicked.connect(self._choose_folder)
        row.addWidget(self._folder, 1)
        row.addWidget(self.other_folder)
        # Beside it, not below: on a low screen every line counts.
        self.lock_after = Choice([(str(n), tr("{n} phút", n=n)) for n in users.LOCK_AFTER])
        self.lock_after.set_value(str(users.USUAL_MIN))
        self.lock_after.setToolTip(tr("Chữ đang gõ vẫn còn khi mở khóa. Ctrl+L khóa ngay."))
        asked = label(tr("Tự khóa sau khi không dùng"), "small")
        asked.setBuddy(self.lock_after)
        row.addWidget(asked)
        row.addWidget(self.lock_after)
        self.set_home(self.home)
        return row

    def _choose_folder(self) -> None:
        folder = QFileDialog.getExistingDirectory(self, tr("Thư mục của sổ mới"), str(self.home.parent))
        if folder:
            self.set_home(Path(folder))

    def _choose_existing(self) -> None:
        folder = QFileDialog.getExistingDirectory(self, tr("Thư mục của sổ có sẵn"), str(self.home.parent))
        if folder:
            self.chosen.emit(Path(folder))

    def _choose_request(self) -> None:
        file = request_page.choose(self)
        if file is not None:
            self.request.emit(file)

    def _create(self) -> None:
        self.banner.clear()
        if not self.make.isEnabled() or not self.answers.valid():
            return
        unit, user, passphrase = self.answers.unit(), self.answers.user.value(), self.answers.passphrase()
        home, minutes = self.home, int(self.lock_after.value())
        self._busy(True)
        job = self._lanes.store(
            lambda _job: _made(home, unit, user, passphrase, minutes), lambda both: self.made.emit(*both), self._failed
        )
        self.progress.watch(job)

    def _failed(self, error: Exception) -> None:
        self._busy(False)
        if not (isinstance(error, RuleError) and self.answers.mark(error)):
            self.banner.say("error", messages.of_error(error))

    def _busy(self, busy: bool) -> None:
        for part in (self.answers, self.other_folder, self.lock_after, self.make, self.existing, self.asked):
            part.setEnabled(not busy)
        show_if(self.progress, busy)


def _made(home: Path, unit: Unit, user: str, passphrase: str, lock_after: int) -> tuple[Created, Desk]:
    """Makes the register and opens it in one go: the key is stretched away from the screen's thread."""
    created = registers.create(home, unit, user, passphrase, lock_after=lock_after)
    return created, desk.open_desk(home, passphrase)
