"""A report for whoever helps from afar: read here, then written into one file."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QPlainTextEdit, QWidget

from desktop import messages
from desktop.operations import diagnostics
from ui.common.banner import Banner
from ui.common.buttons import button
from ui.common.card import Card
from ui.common.labels import label, show_if
from ui.session import Session
from ui.words import tr

FILE_NAME = "bao-cao-ky-thuat.txt"
LINES_HIGH = 12


class DiagnosticsCard(Card):
    """`look` shows the report, `save` writes exactly that."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(tr("Báo cáo kỹ thuật"), parent=parent)
        self._session = session
        self.banner = Banner()
        self.text = QPlainTextEdit(readOnly=True)
        self.text.setAccessibleName(tr("Báo cáo kỹ thuật"))
        self.text.setFixedHeight(LINES_HIGH * self.text.fontMetrics().lineSpacing())
        self.look = button(tr("Xem báo cáo"), "eye")
        self.save = button(tr("Ghi ra tệp…"), "document")
        self.look.clicked.connect(self.read)
        self.save.clicked.connect(self._ask_where)
        hint = tr("Gửi cho người hỗ trợ khi phần mềm trục trặc. Không có tên người, tên đơn vị hay nội dung sáng kiến.")
        self.body.addWidget(label(hint, "muted", wrap=True))
        self.body.addWidget(self.banner)
        self.body.addWidget(self.text)
        show_if(self.text, False)
        row = QHBoxLayout()
        row.addWidget(self.look)
        row.addStretch(1)
        row.addWidget(self.save)
        self.body.addLayout(row)

    def read(self) -> None:
        self.banner.clear()
        self._session.beside(lambda desk, _job: diagnostics.text(desk), self._shown, self._failed)

    def write_to(self, target: Path) -> None:
        self.banner.clear()
        self._session.beside(lambda desk, _job: diagnostics.write(desk, target), self._written, self._failed)

    def _ask_where(self) -> None:
        usual = str(Path.home() / FILE_NAME)
        name, _kind = QFileDialog.getSaveFileName(self, tr("Ghi báo cáo kỹ thuật"), usual, tr("Tệp chữ (*.txt)"))
        if name:
            self.write_to(Path(name).with_suffix(".txt"))

    def _shown(self, text: str) -> None:
        self.text.setPlainText(text)
        show_if(self.text, True)

    def _written(self, target: Path) -> None:
        self.banner.say("ok", tr("Đã ghi vào {path}. Hãy đọc qua trước khi gửi đi.", path=str(target)))

    def _failed(self, error: Exception) -> None:
        self.banner.say("error", messages.of_error(error))
