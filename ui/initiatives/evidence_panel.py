"""«Minh chứng» in the form: the files, and the ways to add one: dropped, chosen, pasted, from the scanner."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QImage, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QApplication, QFrame, QHBoxLayout, QMenu, QVBoxLayout, QWidget

from desktop import pictures, scans
from desktop.operations.evidence import Evidence
from desktop.operations.evidence_intake import Source, bytes_source, file_source
from desktop.settings import Settings
from domain import dates
from domain.evidence import Limits, size_words
from ui.common.banner import Banner
from ui.common.buttons import Button
from ui.common.flow import Flow
from ui.common.fold import Fold
from ui.common.labels import label
from ui.initiatives.evidence_row import EvidenceRow
from ui.words import tr


class EvidencePanel(QFrame):
    """Shows what it is given and says what is wanted.

    offered(list of Source)    files to add
    asked(what, Evidence)      see EvidenceRow
    choosing()                 files are to be chosen
    scanning()                 the scanner's folder is to be chosen
    """

    offered = Signal(object)
    asked = Signal(str, object)
    choosing = Signal()
    scanning = Signal()
    stopped = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("evidence")
        self.setAcceptDrops(True)
        self.rows: list[EvidenceRow] = []
        self._may_change = self._may_send = False
        self.title = label(tr("Minh chứng"), "heading")
        self.hint = label("", "muted", wrap=True)
        self.banner = Banner()
        self.banner.clicked.connect(self.stopped)
        self.fresh = Banner()
        self._scanned: Path | None = None
        self.fresh.clicked.connect(self._take_scan)
        self.choose = Button(tr("Chọn tệp…"), "attach")
        self.paste = Button(tr("Dán ảnh"), "copy")
        self.scan = Button(tr("Lấy từ máy quét…"), "print")
        self.scan.setMenu(QMenu(self.scan))
        self.scan.menu().aboutToShow.connect(self._fill_scans)
        self.gone = Fold(tr("Tệp đã bỏ"))
        self._list, self._gone_list = QVBoxLayout(), QVBoxLayout()
        self._build()
        self.choose.clicked.connect(self.choosing)
        self.paste.clicked.connect(self._paste)

    def show_evidence(
        self,
        found: Sequence[Evidence],
        removed: Sequence[Evidence],
        limits: Limits,
        *,
        may_change: bool,
        made: bool,
        may_send: bool = False,
    ) -> None:
        """`may_change` whether files may be added and taken off; `made` whether the store has the record at all;
        `may_send` whether files may be chosen to leave with it.
        """
        self._may_change, self._may_send = may_change and made, may_send
        if not self._may_change:
            self.fresh.clear()
        self.rows = self._fill(self._list, found)
        gone = self._fill(self._gone_list, removed) if may_change else []
        self.gone.setVisible(bool(gone))
        self.gone.say(str(len(gone)))
        total = size_words(sum(one.size_bytes for one in found))
        words = tr("Minh chứng ({n} tệp, {size})", n=len(found), size=total) if found else tr("Minh chứng")
        self.title.setText(words)
        for button in (self.choose, self.paste, self.scan):
            button.setVisible(may_change)
            button.setEnabled(made)
        limit = tr(
            "Kéo tệp thả vào đây, hoặc bấm một nút. PDF, ảnh, Word, Excel, mỗi tệp đến {size}."
            " Tệp ở lại trong sổ, trừ tệp được chọn gửi kèm gói.",
            size=size_words(limits.file_bytes),
        )
        self.hint.setText(limit if made else tr("Gõ tên sáng kiến trước, rồi thêm tệp."))
        self.hint.setVisible(may_change or bool(found))
        self.setVisible(may_change or bool(found))

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if self._may_change and event.mimeData().hasUrls():
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        paths = [Path(url.toLocalFile()) for url in event.mimeData().urls() if url.isLocalFile()]
        self.offer_files([path for path in paths if path.is_file()])
        event.acceptProposedAction()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if self._may_change and event.matches(QKeySequence.StandardKey.Paste):
            self._paste()
        else:
            super().keyPressEvent(event)

    def offer_files(self, paths: Sequence[Path]) -> None:
        if paths and self._may_change:
            self.offered.emit([file_source(path) for path in paths])

    def offer_scan(self, path: Path) -> None:
        """A paper has just been scanned."""
        if self._may_change:
            self._scanned = path
            self.fresh.say("info", tr("Vừa quét xong «{name}».", name=path.name), tr("Thêm vào đây"))

    def _take_scan(self) -> None:
        self.fresh.clear()
        if self._scanned is not None:
            self.offer_files([self._scanned])

    def say_progress(self, name: str, done: int, total: int) -> None:
        words = tr("Đang thêm «{name}»: {done} / {total}", name=name, done=size_words(done), total=size_words(total))
        self.banner.say("info", words, tr("Dừng"))

    def _paste(self) -> None:
        """Copied files as they are; a copied picture as PNG."""
        data = QApplication.clipboard().mimeData()
        if data.hasUrls():
            self.offer_files([Path(url.toLocalFile()) for url in data.urls() if url.isLocalFile()])
        elif data.hasImage():
            self.offered.emit([_pasted(QImage(data.imageData()))])
        else:
            self.banner.say("warn", tr("Chưa có ảnh nào được chép. Hãy chép ảnh rồi bấm lại."))

    def _fill_scans(self) -> None:
        menu, place = self.scan.menu(), scans.folder(Settings())
        menu.clear()
        for path, made_at in scans.newest(place) if place else []:
            words = f"{path.name}  ·  {dates.shown_time(dates.from_seconds(made_at))}"
            menu.addAction(words.replace("&", "&&")).triggered.connect(
                lambda _on=False, path=path: self.offer_files([path])
            )
        menu.addSeparator()
        words = tr("Chọn thư mục khác của máy quét…") if place else tr("Chọn thư mục máy quét lưu tệp…")
        menu.addAction(words).triggered.connect(lambda _on=False: self.scanning.emit())

    def _fill(self, column: QVBoxLayout, found: Sequence[Evidence]) -> list[EvidenceRow]:
        while column.count():
            item = column.takeAt(0)
            old = item.widget() if item is not None else None
            if old is not None:
                old.hide()
                old.deleteLater()
        rows = [EvidenceRow(one, first=at == 0, may_change=self._may_change, may_send=self._may_send)
                for at, one in enumerate(found)]  # fmt: skip
        for row in rows:
            row.asked.connect(self.asked)
            column.addWidget(row)
        return rows

    def _build(self) -> None:
        buttons = QWidget()
        flow = Flow(buttons, spacing=6)
        for button in (self.choose, self.paste, self.scan):
            flow.addWidget(button)
        self.gone.body.addLayout(self._gone_list)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 6, 0, 0)
        column.setSpacing(6)
        head = QHBoxLayout()
        head.addWidget(self.title, 1)
        column.addLayout(head)
        column.addWidget(self.hint)
        column.addLayout(self._list)
        column.addWidget(self.banner)
        column.addWidget(self.fresh)
        column.addWidget(buttons)
        column.addWidget(self.gone)


def _pasted(image: QImage) -> Source:
    return bytes_source(tr("Ảnh đã dán") + ".png", pictures.encoded(image, "png"))
