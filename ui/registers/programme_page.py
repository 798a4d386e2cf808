"""The last question of a new register: which programme its initiatives are for."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from desktop import messages
from desktop.operations import programmes
from ui.common.buttons import button
from ui.registers.centred import Centred
from ui.registers.programme_cards import ProgrammeCards
from ui.session import Session
from ui.words import tr


class ProgrammePage(Centred):
    """`done()` when the register uses the programme chosen."""

    done = Signal()

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        hint = tr("Các ô bắt buộc, giai đoạn và hạn nộp theo chương trình này. Đổi lúc nào cũng được, trong Cài đặt.")
        super().__init__(tr("Chọn chương trình"), hint, 92, parent)
        self._session = session
        packs = programmes.everything(session.screen)
        latest_first = sorted(packs, key=lambda pack: -pack.year)
        self.cards = ProgrammeCards(latest_first, programmes.current(session.screen).id)
        self.body.addWidget(self.cards)
        self.forward = button(tr("Mở sổ"), "chevron_right", primary=True)
        self.forward.clicked.connect(self._use)
        foot = self.card.foot()
        foot.addStretch(1)
        foot.addWidget(self.forward)
        self.setFocusProxy(self.forward)

    def _use(self) -> None:
        chosen = self.cards.current()
        self.forward.setEnabled(False)
        self._session.do(
            lambda desk, _job: programmes.use(desk, chosen), lambda _changes: self.done.emit(), self._failed
        )

    def _failed(self, error: Exception) -> None:
        self.forward.setEnabled(True)
        self.banner.say("error", messages.of_error(error))
