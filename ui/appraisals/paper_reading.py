"""What stands in place of a paper sheet to type: the one that is in, or why this one is not typed in here."""

from __future__ import annotations

from PySide6.QtCore import Signal

from desktop.messages import of_problem
from desktop.operations.paper_sheets import PaperView
from domain.programme import Rubric
from ui.appraisals.filed_sheets import SheetBlock
from ui.common.banner import Banner
from ui.common.buttons import Button
from ui.common.card import Card
from ui.common.labels import show_if
from ui.common.scroll import Scroll
from ui.words import tr


class PaperReading(Card):
    """change()   it was typed wrongly and shall be typed anew
    on()       to the next sheet, or the next member's
    mark()     the own sheet of this initiative comes first
    """

    change = Signal()
    on = Signal()
    mark = Signal()

    def __init__(self) -> None:
        super().__init__(tr("Phiếu giấy"), ruled=True)
        self.why, self.reading = Banner(), Scroll()
        self._block: SheetBlock | None = None
        self.reading.body.addWidget(self.why)
        self.reading.body.addStretch(1)
        self.fill(self.reading)
        self.edit = Button(tr("Sửa phiếu đã nhập"), "edit")
        self.edit.setObjectName("change_paper_sheet")
        self.first = Button(tr("Chấm sáng kiến này"), "clipboard_task")
        self.next = Button(tr("Phiếu sau"), "chevron_right", "primary")
        foot = self.foot()
        foot.setSpacing(8)
        foot.addWidget(self.edit)
        foot.addWidget(self.first)
        foot.addWidget(self.next, 1)
        self.edit.clicked.connect(self.change)
        self.next.clicked.connect(self.on)
        self.first.clicked.connect(self.mark)

    def show_view(self, view: PaperView, rubric: Rubric, name: str) -> None:
        barred = view.barred
        self.why.say("warn", of_problem(barred) if barred is not None else "")
        show_if(self.first, barred is not None and barred.code == "paper_before_own")
        if self._block is not None:
            self.reading.body.removeWidget(self._block)
            self._block.hide()
            self._block.deleteLater()
        self._block = SheetBlock(view.own, rubric, name) if view.own is not None else None
        if self._block is not None:
            self.reading.body.insertWidget(1, self._block)
        show_if(self.edit, view.barred is None)

    def show_way(self, words: str) -> None:
        """`words` say where the button leads; "" where there is nothing left to type."""
        self.next.setText(words)
        show_if(self.next, bool(words))

    def take_focus(self) -> None:
        """The way on; changing a sheet is never what Enter does by chance."""
        shown = next((way for way in (self.first, self.next) if not way.isHidden()), self.reading)
        shown.setFocus()
