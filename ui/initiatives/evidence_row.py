"""One evidence file in the form: what it is, how large, and what can be done with it."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QImage, QPixmap
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from desktop.operations.evidence import Evidence
from desktop.operations.evidence_pictures import may_shrink
from domain import dates
from domain.evidence import KINDS, size_words
from ui.common.buttons import Button, flat
from ui.common.labels import Icon, label
from ui.words import tr

ICONS = {"pdf": "document_pdf", "xlsx": "document_table", "ods": "document_table"}


class EvidenceRow(QFrame):
    """`asked(what, Evidence)`: "view", "save", "up", "remove", "shrink", "restore", "send", "keep"."""

    asked = Signal(str, object)

    def __init__(
        self, found: Evidence, *, first: bool, may_change: bool, may_send: bool = False, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.found = found
        self.picture = QLabel()
        self.picture.setAccessibleName(tr("Ảnh {name}", name=found.name))
        self.picture.hide()
        self.buttons: dict[str, QWidget] = {}
        self._row = QHBoxLayout()
        self._row.setSpacing(4)
        self._row.addWidget(Icon(ICONS.get(found.kind, "document")), 0, Qt.AlignmentFlag.AlignTop)
        self._row.addWidget(label(found.name, wrap=True), 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 2, 0, 2)
        column.setSpacing(2)
        column.addLayout(self._row)
        below = QHBoxLayout()
        below.addWidget(label(told(found), "muted", wrap=True), 1)
        column.addLayout(below)
        column.addWidget(self.picture)
        if found.removed_at:
            self._add("restore", Button(tr("Lấy lại tệp"), "arrow_undo", "link"), self._row)
            return
        self._add("view", flat("eye", tr("Xem {name}", name=found.name)), self._row)
        self._add("save", flat("arrow_export", tr("Lưu một bản {name} ra ngoài…", name=found.name)), self._row)
        if may_send:
            kept = Button(tr("Không gửi kèm"), look="link")
            going = Button(tr("Gửi kèm gói"), "box", "link", tip=tr("Đi kèm sáng kiến này trong gói gửi cấp trên"))
            self._add("keep" if found.travels else "send", kept if found.travels else going, below)
        if may_change:
            up = flat("chevron_up", tr("Đưa {name} lên trên", name=found.name))
            up.setEnabled(not first)
            self._add("up", up, self._row)
            self._add("remove", flat("dismiss", tr("Bỏ tệp {name}", name=found.name)), self._row)
            if may_shrink(found):
                self._add("shrink", Button(tr("Thu nhỏ ảnh"), look="link"), below)

    def show_picture(self, image: QImage) -> None:
        pixmap = QPixmap.fromImage(image)
        pixmap.setDevicePixelRatio(self.devicePixelRatioF())
        self.picture.setPixmap(pixmap)
        self.picture.show()

    def _add(self, what: str, button: QWidget, row: QHBoxLayout) -> None:
        button.setObjectName(what)
        self.buttons[what] = button
        button.clicked.connect(lambda: self.asked.emit(what, self.found))  # type: ignore[attr-defined]
        row.addWidget(button, 0, Qt.AlignmentFlag.AlignTop)


def told(found: Evidence) -> str:
    """Size, first size of a picture made smaller, who added it and when, and whether it leaves."""
    size = size_words(found.size_bytes)
    if found.original_bytes:
        size = tr("{size} (bản gốc {first})", size=size, first=size_words(found.original_bytes))
    elif may_shrink(found):
        size = tr("{size}, ảnh lớn", size=size)
    if KINDS[found.kind].picture is False and found.kind in ("office", "heic", "tiff"):
        size = f"{KINDS[found.kind].ending.upper()}, {size}"
    going = (tr("đi kèm gói"),) if found.travels else ()
    return "  ·  ".join((size, found.added_by, dates.shown_time(found.added_at), *going))
