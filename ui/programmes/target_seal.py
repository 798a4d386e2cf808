"""An upper union sends its targets down: a signed package for all units below, or for one of them."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from desktop import messages
from desktop.operations import target_packages
from desktop.operations.target_packages import Sealed
from domain.errors import RuleError
from domain.handed_targets import Told
from ui.common.banner import Banner
from ui.common.buttons import Button
from ui.common.choices import Choice
from ui.common.field import Field
from ui.common.labels import label
from ui.common.numbers import written
from ui.packages import pickers
from ui.programmes.task_head import TaskHead
from ui.session import Session
from ui.words import tr


class TargetSealView(QWidget):
    """`closed()` when the person goes back."""

    closed = Signal()

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._busy = False
        self._written: Path | None = None
        self._told: list[Told] = []
        hint = tr("Gói được ký bằng khóa của đơn vị này. Đơn vị cấp dưới nhận gói ở trang «Gói», nút «Nhận gói…».")
        self.head = TaskHead(tr("Gửi chỉ tiêu xuống cấp dưới"), hint)
        self.head.left.connect(self.closed)
        self.to, self.count, self.banner = Choice(), label("", wrap=True), Banner()
        self.to.setMaximumWidth(520)
        self.go = Button(tr("Ký và ghi vào thư mục…"), "shield_checkmark", "primary")
        self.show_folder = Button(tr("Mở thư mục"), "folder_open")
        self.show_folder.hide()
        self.to.edited.connect(lambda _value: self._tell())
        self.go.clicked.connect(self._pick)
        self.show_folder.clicked.connect(self._open_folder)
        self._lay_out()
        self.setFocusProxy(self.to)
        self.refresh()

    def refresh(self) -> None:
        """The targets that go down now, read on the store's lane: of many units the places in the tree are asked."""
        self._session.do(lambda desk, _job: target_packages.going_down(desk), self._show)

    def _show(self, told: list[Told]) -> None:
        self._told = told
        units = {one.target.unit_code: f"{one.target.unit_name} ({one.target.unit_code})" for one in told}
        chosen = self.to.value()
        self.to.set_items([("", tr("Tất cả đơn vị cấp dưới")), *sorted(units.items())])
        self.to.set_value(chosen if chosen in units else "")
        self._tell()

    def may_close(self) -> bool:
        return not self._busy

    def write_to(self, folder: Path) -> None:
        """Signs the package and writes it into a folder."""
        unit_code = self.to.value()
        self._busy = True
        self.go.setEnabled(False)
        self.banner.say("info", tr("Đang ký và ghi gói…"))
        self._session.do(lambda desk, _job: target_packages.seal(desk, folder, unit_code), self._done, self._failed)

    def _tell(self) -> None:
        chosen = self.to.value()
        n = sum(not chosen or one.concerns(chosen) for one in self._told)
        words = tr("{n} chỉ tiêu sẽ vào gói. Gói nói hết các chỉ tiêu đang giao: chỉ tiêu đã bỏ cũng được rút lại ở "
                   "đơn vị nhận.", n=written(n))  # fmt: skip
        self.count.setText(words)
        self.go.setEnabled(n > 0 and not self._busy)

    def _pick(self) -> None:
        folder = pickers.folder(self, tr("Chọn nơi ghi gói chỉ tiêu"))
        if folder is not None:
            self.write_to(folder)

    def _open_folder(self) -> None:
        if self._written is not None:
            pickers.show_folder(self._written)

    def _done(self, sealed: Sealed) -> None:
        self._busy = False
        self._written = sealed.path
        self.go.setEnabled(True)
        self.show_folder.show()
        words = tr("Đã ký gói số {seq}, {n} chỉ tiêu: {path}. Hãy đưa tệp này cho đơn vị cấp dưới.",
                   seq=sealed.seq, n=written(sealed.targets), path=str(sealed.path))  # fmt: skip
        self.banner.say("ok", words)

    def _failed(self, error: Exception) -> None:
        self._busy = False
        self.go.setEnabled(True)
        self.banner.say("warn" if isinstance(error, RuleError) else "error", messages.of_error(error))

    def _lay_out(self) -> None:
        row = QHBoxLayout()
        row.addWidget(self.go)
        row.addWidget(self.show_folder)
        row.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        column.addWidget(self.head)
        column.addWidget(Field(tr("Đơn vị nhận gói"), self.to))
        column.addWidget(self.count)
        column.addWidget(self.banner)
        column.addLayout(row)
        column.addStretch(1)
