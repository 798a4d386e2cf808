"""An upper union sends its targets down: a signed package for all units below, or for one of them."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtWidgets import QWidget

from desktop.operations import target_packages
from desktop.operations.target_packages import Sealed
from domain.handed_targets import Told
from ui.common.choices import Choice
from ui.common.field import Field
from ui.common.labels import label
from ui.common.numbers import written
from ui.programmes.seal_task import SealTask
from ui.session import Session
from ui.words import tr

WIDEST = 520


class TargetSealView(SealTask):
    """Which unit gets the package, and how many targets will be in it."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        hint = tr("Gói được ký bằng khóa của đơn vị này. Đơn vị cấp dưới nhận gói ở trang «Gói», nút «Nhận gói…».")
        super().__init__(tr("Gửi chỉ tiêu xuống cấp dưới"), hint, tr("Chọn nơi ghi gói chỉ tiêu"), parent)
        self._session = session
        self._told: list[Told] = []
        self.to, self.count = Choice(), label("", wrap=True)
        self.to.setMaximumWidth(WIDEST)
        self.to.edited.connect(lambda _value: self._tell())
        self.lay_out(Field(tr("Đơn vị nhận gói"), self.to), self.count)
        self.setFocusProxy(self.to)
        self.refresh()

    def refresh(self) -> None:
        """The targets that go down now, read on the store's lane: of many units the places in the tree are asked."""
        self._session.do(lambda desk, _job: target_packages.going_down(desk), self._show)

    def write_to(self, folder: Path) -> None:
        unit_code = self.to.value()
        self.begin()
        self._session.do(lambda desk, _job: target_packages.seal(desk, folder, unit_code), self._sealed, self.failed)

    def _show(self, told: list[Told]) -> None:
        self._told = told
        units = {one.target.unit_code: f"{one.target.unit_name} ({one.target.unit_code})" for one in told}
        chosen = self.to.value()
        self.to.set_items([("", tr("Tất cả đơn vị cấp dưới")), *sorted(units.items())])
        self.to.set_value(chosen if chosen in units else "")
        self._tell()

    def _tell(self) -> None:
        chosen = self.to.value()
        n = sum(not chosen or one.concerns(chosen) for one in self._told)
        words = tr("{n} chỉ tiêu sẽ vào gói. Gói nói hết các chỉ tiêu đang giao: chỉ tiêu đã bỏ cũng được rút lại ở "
                   "đơn vị nhận.", n=written(n))  # fmt: skip
        self.count.setText(words)
        self.go.setEnabled(n > 0 and self.may_close())

    def _sealed(self, sealed: Sealed) -> None:
        words = tr("Đã ký gói số {seq}, {n} chỉ tiêu: {path}. Hãy đưa tệp này cho đơn vị cấp dưới.",
                   seq=sealed.seq, n=written(sealed.targets), path=str(sealed.path))  # fmt: skip
        self.done(sealed.path, words)
