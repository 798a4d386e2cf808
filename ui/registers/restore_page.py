"""Putting a backup in the place of a register, before it is open: which one, its passphrase, and the wait."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFileDialog, QWidget

from desktop import clock, messages
from desktop.jobs import Lanes
from desktop.operations import registers, restoring, salvaging
from desktop.operations.backups import Backup
from desktop.operations.restoring import Restored
from desktop.operations.salvaging import Salvaged
from domain.errors import RuleError
from ui.backups import words
from ui.backups.listed import lacks
from ui.common.buttons import Button, button
from ui.common.choices import Choice
from ui.common.field import Field
from ui.common.labels import label, show_if
from ui.common.progress import ProgressPanel
from ui.registers.centred import Centred
from ui.registers.passphrase import PassphraseField
from ui.words import tr


class RestorePage(Centred):
    """`opened(Desk)` when the restored register is open; `given_up()` to go back. A damaged register can be read first
    for what is left of it: that is one more backup to choose."""

    opened = Signal(object)
    given_up = Signal()

    def __init__(self, home: Path, lanes: Lanes, backup: Path | None = None, parent: QWidget | None = None) -> None:
        hint = tr("Bản sao lưu được mở và đọc thử trước. Sổ hiện có không mất: nó được giữ thành một bản sao lưu.")
        super().__init__(tr("Khôi phục sổ"), hint, 84, parent)
        self.home, self._lanes = home, lanes
        self._found: dict[str, Backup] = {}
        self.told = ""  # what whoever goes on working has to know
        self.which = Choice([])
        self.which.edited.connect(lambda _key: self._shown())
        self.lacking = label("", "warn", wrap=True)
        self.field = PassphraseField(tr("Mật khẩu"), help_text=tr("Mật khẩu lúc sao lưu, hoặc mã khôi phục đã in."))
        self.field.line.returnPressed.connect(self.restore)
        self.progress = ProgressPanel()
        self.progress.hide()
        self.salvage = Button(tr("Sổ hỏng? Cứu phần còn đọc được…"), look="link")
        self.salvage.clicked.connect(self.save_what_is_left)
        self.body.addWidget(label(tr("Thư mục của sổ: {path}", path=str(home)), "small", wrap=True))
        for part in (Field(tr("Bản sao lưu"), self.which), self.lacking, self.field, self.progress):
            self.body.addWidget(part)
        self.body.addWidget(self.salvage, 0, Qt.AlignmentFlag.AlignLeft)
        self._foot()
        self.setFocusProxy(self.field.line)
        self._look(backup)

    def restore(self) -> None:
        backup = self._found.get(self.which.value())
        if backup is None or not self.go.isEnabled():
            return
        self._begin()
        home, secret = self.home, self.field.line.value() or None
        job = self._lanes.store(lambda job: restoring.restore(home, backup, secret, step=job.step), self._restored,
                               self._failed, lambda: self._busy(False))  # fmt: skip
        self.progress.watch(job, tr("Đang đọc thử bản sao lưu…"))

    def save_what_is_left(self) -> None:
        self._begin()
        home, secret = self.home, self.field.line.value() or None
        job = self._lanes.store(lambda job: salvaging.salvage(home, secret, step=job.step), self._salvaged,
                               self._failed, lambda: self._busy(False))  # fmt: skip
        self.progress.watch(job, tr("Đang cứu dữ liệu…"))

    def _restored(self, restored: Restored) -> None:
        told = (("restored_without_packages", restored.unknown), ("restored_lacks_packages", restored.lost))
        self.told = " ".join(messages.sentence(code, {"names": ", ".join(names)}) for code, names in told if names)
        self.opened.emit(restored.desk)

    def _salvaged(self, saved: Salvaged) -> None:
        self._busy(False)
        self.banner.say("ok", tr("Đã cứu phần còn đọc được thành một bản sao lưu, xem phần thiếu rồi khôi phục từ đó."))
        self._look(saved.backup.folder)

    def _look(self, picked: Path | None) -> None:
        home = self.home
        self._lanes.free(lambda _job: _choices(home, picked), lambda found: self._show(found, picked), self._failed)

    def _show(self, found: list[Backup], picked: Path | None) -> None:
        self._found = {str(place): one for place, one in enumerate(found)}
        now = clock.now()
        self.which.set_items([(key, _told(one, now)) for key, one in self._found.items()])
        keys = [key for key, one in self._found.items() if one.folder == picked]
        self.which.set_value((keys or [*self._found, ""])[0])
        if not found:
            self.banner.say("info", tr("Bên sổ này chưa có bản sao lưu nào. Chọn thư mục khác nếu có."))
        self._shown()

    def _shown(self) -> None:
        backup = self._found.get(self.which.value())
        told = lacks(backup) if backup is not None else ""
        self.lacking.setText(told)
        show_if(self.lacking, bool(told))
        self.field.setVisible(backup is None or not registers.is_plain(backup.folder))
        self.go.setEnabled(backup is not None)

    def _choose(self) -> None:
        folder = QFileDialog.getExistingDirectory(self, tr("Thư mục có bản sao lưu"))
        if folder:
            self.banner.clear()
            self._lanes.free(lambda _job: restoring.first_in(folder), lambda one: self._look(one.folder), self._failed)

    def _failed(self, error: Exception) -> None:
        self._busy(False)
        if isinstance(error, RuleError) and error.field == "passphrase":
            self.field.set_problem(messages.of_error(error))
            self.field.line.selectAll()
            self.field.line.setFocus()
        else:
            self.banner.say("error", messages.of_error(error))

    def _begin(self) -> None:
        self.banner.clear()
        self.field.set_problem("")
        self._busy(True)

    def _busy(self, busy: bool) -> None:
        for part in (self.which, self.field, self.salvage, self.back, self.other, self.go):
            part.setEnabled(not busy)
        show_if(self.progress, busy)
        if not busy:
            self._shown()

    def _foot(self) -> None:
        self.back = button(tr("Quay lại"), "chevron_left")
        self.other = button(tr("Thư mục khác…"), "folder_open")
        self.go = button(tr("Khôi phục"), "arrow_undo", primary=True)
        self.go.setEnabled(False)  # until it is known what there is
        self.back.clicked.connect(self.given_up)
        self.other.clicked.connect(self._choose)
        self.go.clicked.connect(self.restore)
        foot = self.card.foot()
        foot.addWidget(self.back)
        foot.addWidget(self.other)
        foot.addStretch(1)
        foot.addWidget(self.go)


def _told(backup: Backup, now: datetime) -> str:
    n = backup.counts.get("initiative")
    why = words.why(backup.reason, bool(backup.missing))
    when = words.moment(backup.at, now)
    return f"{when} · {why}" if n is None else tr("{when} · {why} · {n} sáng kiến", when=when, why=why, n=n)


def _choices(home: Path, picked: Path | None) -> list[Backup]:
    """Those of the register, and the one that somebody picked elsewhere before them."""
    found = restoring.choices(home)
    if picked is not None and all(one.folder != picked for one in found):
        found.insert(0, restoring.chosen(picked))
    return found
