"""Second step of sending: what is still missing, to be put right or left out."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop import messages
from desktop.operations.packages import Item
from domain.errors import Problem
from domain.labels import DOSSIER_TESTS
from ui.common.banner import Banner
from ui.common.buttons import Button
from ui.common.labels import label
from ui.common.scroll import Scroll
from ui.packages.dossier_card import DossierCard
from ui.packages.row_card import RowCard
from ui.words import tr

SHOWN = 60


class CheckStep(QWidget):
    """`mend(row_id)` to put a record right, `left_out(row_ids)` to send without it."""

    mend = Signal(int)
    left_out = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.banner = Banner()
        self.dossier = DossierCard()
        self.ready = label("", "label")
        self._scroll = Scroll()
        self._scroll.body.setContentsMargins(0, 0, 4, 0)
        self._scroll.body.setSpacing(8)
        self.cards: list[RowCard] = []
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(10)
        column.addWidget(self.banner)
        column.addWidget(self.dossier)
        column.addWidget(self._scroll, 1)
        self._scroll.body.addWidget(self.ready)
        self._scroll.body.addStretch(1)

    def set_items(self, items: Sequence[Item]) -> None:
        """The chosen items; problems first, then what should only be looked at."""
        for card in self.cards:
            self._scroll.body.removeWidget(card)
            card.hide()
            card.deleteLater()
        stopped = [item for item in items if blocking(item)]
        doubtful = [item for item in items if not blocking(item) and item.problems]
        self.cards = [self._card(item) for item in [*stopped, *doubtful][:SHOWN]]
        for at, card in enumerate(self.cards):
            self._scroll.body.insertWidget(at, card)
            card.show()
        self.dossier.set_items(items)
        self._say(len(items), len(stopped), len(doubtful), any(item.objected for item in items))

    def _say(self, total: int, stopped: int, doubtful: int, objected: bool) -> None:
        if objected:
            self.banner.say(
                "warn",
                tr(
                    "{n} sáng kiến thiếu thông tin, hoặc đang có khiếu nại, tranh chấp. Hãy giải quyết rồi gửi sau.",
                    n=stopped,
                ),
            )
        elif stopped:
            self.banner.say(
                "warn",
                tr(
                    "{n} sáng kiến còn thiếu thông tin. Bạn có thể sửa ngay, hoặc bỏ khỏi gói này và gửi sau.",
                    n=stopped,
                ),
            )
        elif self.dossier.failed:
            tests = ", ".join(tr(DOSSIER_TESTS[name]) for name in self.dossier.failed)
            told = tr("Không thiếu thông tin, nhưng có mục chưa đạt: {tests}. Xem lý do ở dưới, hỏi cấp trên rồi hãy "
                      "gửi.", tests=tests)  # fmt: skip
            self.banner.say("warn", told)
        elif doubtful:
            self.banner.say("info", tr("Không thiếu gì. Có {n} sáng kiến nên xem lại một lần.", n=doubtful))
        else:
            self.banner.say("ok", tr("Không thiếu gì. Cả {n} sáng kiến đều gửi được.", n=total))
        hidden = max(0, stopped + doubtful - SHOWN)
        more = tr("Còn {n} sáng kiến nữa chưa hiện ở đây.", n=hidden) + " " if hidden else ""
        self.ready.setText(more + tr("{n} sáng kiến đủ thông tin để đóng gói.", n=total - stopped))

    def _card(self, item: Item) -> RowCard:
        held, row_id = item.stored.initiative, item.stored.row_id
        stops = blocking(item)
        mend = Button(tr("Sửa"), "edit")
        mend.setAccessibleName(tr("Sửa {number}", number=held.number))
        mend.clicked.connect(lambda: self.mend.emit(row_id))
        buttons = [mend]
        if stops:
            leave = Button(tr("Bỏ khỏi gói"))
            leave.setAccessibleName(tr("Bỏ {number} khỏi gói", number=held.number))
            leave.clicked.connect(lambda: self.left_out.emit({row_id}))
            buttons.append(leave)
        lines = [messages.of_problem(problem) for problem in stops or item.problems]
        icon, role = ("error_circle", "error") if stops else ("warning", "warn")
        return RowCard(icon, role, f"{held.number}  ·  {held.title}", lines, buttons, parent=self)


def blocking(item: Item) -> list[Problem]:
    """What keeps this item out of a package."""
    return [problem for problem in item.problems if problem.blocks]
