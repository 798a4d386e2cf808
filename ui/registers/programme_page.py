"""The last question of a new register: which programme its initiatives are for."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from desktop import clock, messages
from desktop.operations import programmes
from domain import dates
from ui.common.banner import Banner
from ui.common.buttons import button
from ui.registers.centred import Centred
from ui.registers.programme_cards import ProgrammeCards
from ui.session import Session
from ui.words import tr


class ProgrammePage(Centred):
    """`done()` when the register uses the programme chosen, `copying(id)` besides to make a new one from it."""

    done = Signal()
    copying = Signal(str)

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        hint = tr("Các ô bắt buộc, giai đoạn và hạn nộp theo chương trình này. Đổi lúc nào cũng được, trong Cài đặt.")
        super().__init__(tr("Chọn chương trình"), hint, 92, parent)
        self._session = session
        packs = programmes.everything(session.screen)
        latest_first = sorted(packs, key=lambda pack: -pack.year)
        self.over = Banner()
        self.body.addWidget(self.over)
        ended = max((phase.applied_to_on for pack in packs for phase in pack.phases), default=date.max)
        if ended < clock.today():
            self.over.say("info", tr("Các chương trình này đã hết ngày {day}. Sáng kiến áp dụng sau đó cần chương trình"
                                     " của năm nay: chép một chương trình rồi sửa ngày theo văn bản đơn vị nhận được.",
                                     day=dates.shown(ended)))  # fmt: skip
        self.cards = ProgrammeCards(latest_first, programmes.current(session.screen).id)
        self.body.addWidget(self.cards)
        self.forward = button(tr("Mở sổ"), "chevron_right", primary=True)
        self.forward.clicked.connect(lambda: self._use())
        self.copy = button(tr("Mở sổ và chép cho năm khác…"), "copy")
        self.copy.clicked.connect(lambda: self._use(copies=True))
        foot = self.card.foot()
        foot.addStretch(1)
        foot.addWidget(self.copy)
        foot.addWidget(self.forward)
        self.setFocusProxy(self.forward)

    def _use(self, *, copies: bool = False) -> None:
        chosen = self.cards.current()
        self._enable(on=False)
        self._session.do(
            lambda desk, _job: programmes.use(desk, chosen),
            lambda _changes: self._used(chosen, copies=copies),
            self._failed,
        )

    def _used(self, chosen: str, *, copies: bool) -> None:
        self.done.emit()
        if copies:
            self.copying.emit(chosen)

    def _enable(self, *, on: bool) -> None:
        for one in (self.cards, self.forward, self.copy):
            one.setEnabled(on)

    def _failed(self, error: Exception) -> None:
        self._enable(on=True)
        self.banner.say("error", messages.of_error(error))
