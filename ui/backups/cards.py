"""The cards beside the list of backups: the second place, trying one, putting one back."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QLabel, QWidget

from desktop import clock, messages
from desktop.operations import backup_places
from desktop.operations.backup_places import Place
from desktop.operations.backups import Backup
from ui.backups import words
from ui.backups.listed import lacks
from ui.common.banner import Banner
from ui.common.buttons import Button, button
from ui.common.card import Card
from ui.common.labels import label, show_if
from ui.session import Session
from ui.words import tr


class PlaceCard(Card):
    """The folder that every backup is copied to as well; `failed(error)` where it is refused."""

    failed = Signal(object)

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(tr("Nơi thứ hai"), parent=parent)
        self._session = session
        hint = tr("Mỗi bản sao lưu được chép thêm sang đây: USB, ổ khác hoặc thư mục dùng chung. Máy hỏng thì vẫn còn.")
        self.where, self.banner = label("", "", wrap=True), Banner()
        self.choose = button(tr("Chọn nơi…"), "folder_open")
        self.choose.clicked.connect(self._choose)
        self.forget = Button(tr("Bỏ nơi này"), look="link")
        self.forget.clicked.connect(lambda: self.put(None))
        for part in (label(hint, "muted", wrap=True), self.where, self.banner):
            self.body.addWidget(part)
        self.body.addLayout(_row(self.forget, self.choose))
        self.show_place(None)

    def show_place(self, place: Place | None) -> None:
        show_if(self.forget, place is not None)
        self.banner.clear()
        if place is None:
            self.where.setText(tr("Chưa chọn."))
            return
        self.where.setText(str(place.folder))
        if place.trouble:
            self.banner.say("warn", messages.sentence(place.trouble, {"path": str(place.folder)}))
        elif place.copied_at:
            when = words.moment(place.copied_at, clock.now())
            self.banner.say("ok", tr("Bản mới nhất ở đó: {when}.", when=when))
        else:
            self.banner.say("info", tr("Bản sao lưu kế tiếp sẽ được chép sang."))

    def put(self, folder: Path | None) -> None:
        self._session.do(lambda desk, _job: backup_places.put(desk, folder), None, self.failed.emit)

    def _choose(self) -> None:
        folder = QFileDialog.getExistingDirectory(self, tr("Nơi sao lưu thứ hai"))
        if folder:
            self.put(Path(folder))


class DrillCard(Card):
    """`asked()` when somebody wants to know whether the backup in front can be restored."""

    asked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(tr("Thử khôi phục"), parent=parent)
        hint = tr("Lấy bản sao lưu ra một chỗ tạm, mở, đọc mọi trang và đếm lại. Sổ đang dùng không bị đụng tới.")
        self.which, self.last = label("", "", wrap=True), label("", "muted", wrap=True)
        self.go = button(tr("Thử bản này"), "checkmark_circle")
        self.go.clicked.connect(self.asked)
        for part in (label(hint, "muted", wrap=True), self.which, self.last):
            self.body.addWidget(part)
        self.body.addLayout(_row(None, self.go))

    def show_backup(self, backup: Backup | None) -> None:
        _name(self.which, self.go, backup)

    def show_last(self, drilled: tuple[str, str] | None) -> None:
        told = tr("Chưa thử lần nào.")
        if drilled is not None:
            told = tr("Lần thử gần nhất: {when}.", when=words.moment(drilled[0], clock.now()))
        self.last.setText(told)


class RestoreCard(Card):
    """`asked()` for the backup in front, `elsewhere()` for one in another folder."""

    asked, elsewhere = Signal(), Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(tr("Khôi phục"), parent=parent)
        self.which, self.missing = label("", "", wrap=True), Banner()
        self.go = button(tr("Khôi phục bản này…"), "arrow_undo")
        self.go.clicked.connect(self.asked)
        self.other = Button(tr("Từ thư mục khác…"), look="link")
        self.other.clicked.connect(self.elsewhere)
        for part in (self.which, self.missing):
            self.body.addWidget(part)
        self.body.addLayout(_row(self.other, self.go))

    def show_backup(self, backup: Backup | None) -> None:
        _name(self.which, self.go, backup)
        self.missing.say("warn", lacks(backup) if backup is not None else "")


def _name(which: QLabel, go: Button, backup: Backup | None) -> None:
    go.setEnabled(backup is not None)
    told = tr("Chưa có bản sao lưu nào.")
    if backup is not None:
        told = tr("Bản {when}", when=words.moment(backup.at, clock.now()))
    which.setText(told)


def _row(left: QWidget | None, right: QWidget) -> QHBoxLayout:
    row = QHBoxLayout()
    if left is not None:
        row.addWidget(left)
    row.addStretch(1)
    row.addWidget(right)
    return row
