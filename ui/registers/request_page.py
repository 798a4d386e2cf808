"""Opening a request to mark, without a register: whose it is, the digits of its key, and a passphrase."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from desktop import messages
from desktop.jobs import Lanes
from desktop.operations import marking_stores, registers
from desktop.operations.marking_stores import Offer
from domain.errors import RuleError
from ui.common.banner import Banner
from ui.common.buttons import button
from ui.common.labels import label, show_if
from ui.common.progress import ProgressPanel
from ui.packages.code_box import CodeBox
from ui.packages.facts import Facts
from ui.registers.centred import Centred
from ui.registers.passphrase import PassphraseField
from ui.words import tr


class RequestPage(Centred):
    """`opened(Desk)` when the request is open; `given_up()` to go back to where one came from."""

    opened = Signal(object)
    given_up = Signal()

    def __init__(self, offer: Offer, lanes: Lanes, parent: QWidget | None = None) -> None:
        super().__init__(tr("Mở yêu cầu chấm"), "", 88, parent)
        self.offer, self._lanes = offer, lanes
        self.home = marking_stores.home_for(offer)
        self.new = not registers.exists(self.home)
        self.facts = Facts()
        self.facts.set_rows(
            [
                (tr("Nơi giao"), f"{offer.unit_name} ({offer.unit_code})"),
                (tr("Hội đồng"), offer.request.council),
                (tr("Người thẩm định"), offer.request.appraiser),
                (tr("Yêu cầu"), tr("số {seq}, {n} sáng kiến", seq=offer.seq, n=offer.initiatives)),
                *([(tr("Minh chứng"), tr("{n} tệp đi kèm", n=len(offer.evidence)))] if offer.evidence else []),
            ]
        )
        self.code = CodeBox(tr("Khóa của nơi giao: đối chiếu 30 chữ số qua điện thoại"))
        self.code.set_code(offer.signer_code)
        self.blind = Banner("info", tr("Yêu cầu này che tác giả và đơn vị.") if offer.request.blind else "")
        self.first = PassphraseField(tr("Đặt mật khẩu"), weighed=True) if self.new else PassphraseField(tr("Mật khẩu"))
        self.again = PassphraseField(tr("Gõ lại mật khẩu"))
        self.progress = ProgressPanel(tr("Đang mở yêu cầu…"), stop=False)
        self.progress.hide()
        hint = tr("Phiếu và nháp được mã hóa bằng mật khẩu này trên máy này. Không cần tạo sổ.")
        said = tr("Bạn đã mở yêu cầu của nơi này trước đây: gõ mật khẩu đã đặt.")
        for part in (self.facts, self.blind, self.code, label(hint if self.new else said, "muted", wrap=True),
                     self.first, self.again, self.progress):  # fmt: skip
            self.body.addWidget(part)
        show_if(self.again, self.new)
        self.go = button(tr("Mở và chấm"), "clipboard_task", primary=True)
        self.back = button(tr("Quay lại"), "chevron_left")
        self.go.clicked.connect(self.open)
        self.back.clicked.connect(self.given_up)
        (self.again if self.new else self.first).line.returnPressed.connect(self.open)
        foot = self.card.foot()
        foot.addWidget(self.back)
        foot.addStretch(1)
        foot.addWidget(self.go)
        self.setFocusProxy(self.first.line)

    def open(self) -> None:
        """Makes the store if need be and opens the request in it, away from the screen's thread."""
        if not self.go.isEnabled():
            return
        self.banner.clear()
        self.first.set_problem("")
        self.again.set_problem("")
        given, offer, home = self.first.line.value(), self.offer, self.home
        if self.new and self.again.line.value() != given:
            self.again.set_problem(tr("Hai lần gõ chưa giống nhau. Hãy gõ lại."))
            self.again.line.selectAll()
            self.again.line.setFocus()
            return
        self._busy(True)
        job = self._lanes.store(
            lambda _job: marking_stores.open_request(offer.path, home, given, offer), self.opened.emit, self._failed
        )
        self.progress.watch(job)

    def _failed(self, error: Exception) -> None:
        self._busy(False)
        self.new = not registers.exists(self.home)
        if isinstance(error, RuleError) and error.field == "passphrase":
            self.first.set_problem(messages.of_error(error))
            self.first.line.selectAll()
            self.first.line.setFocus()
        else:
            self.banner.say("error", messages.of_error(error))

    def _busy(self, busy: bool) -> None:
        for part in (self.first, self.again, self.go, self.back):
            part.setEnabled(not busy)
        show_if(self.progress, busy)


def choose(parent: QWidget) -> Path | None:
    """The file of a request, by the system's own window."""
    from ui.packages import pickers

    return pickers.package(parent, tr("Chọn tệp yêu cầu chấm"))
