"""The sheet with its head and foot: what was saved, the total, and the way on."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from ui.appraisals.recusal_box import RecusalBox
from ui.appraisals.sheet_form import SheetForm
from ui.appraisals.total import Total
from ui.common.banner import Banner
from ui.common.buttons import Button
from ui.common.card import Card
from ui.common.labels import label, show_if
from ui.words import tr


class SheetCard(Card):
    """edited()    anything on the sheet has changed
    filed()     the button that files it was pressed
    given_up()  changing a filed sheet is given up

    `on_paper`: it is typed in for somebody else, who stands aside by himself.
    """

    edited = Signal()
    filed = Signal()
    given_up = Signal()

    def __init__(self, parent: QWidget | None = None, *, on_paper: bool = False) -> None:
        super().__init__(tr("Phiếu giấy") if on_paper else tr("Phiếu chấm của bạn"), ruled=True, parent=parent)
        self.saved = label("", "small")
        self.head.addWidget(self.saved)
        self.banner = Banner()
        self.form = SheetForm()
        self.form.body.insertWidget(0, self.banner)
        self.aside = RecusalBox(self)
        self.aside.setVisible(not on_paper)
        if not on_paper:
            self.form.body.addWidget(self.aside)
        self.fill(self.form)
        self.total = Total()
        self.give_up = Button(tr("Thôi sửa"))
        words = tr("Nhập xong, sang phiếu sau") if on_paper else tr("Nộp phiếu và chấm tiếp")
        self.file = Button(words, "checkmark", "primary", f"{words} (Ctrl+Enter)")
        self.file.setObjectName("file_sheet")
        self._foot_row()
        self.form.edited.connect(self._changed)
        self.file.clicked.connect(self.filed)
        self.give_up.clicked.connect(self.given_up)

    def refresh_total(self) -> None:
        rubric, aside = self.form.rubric, self.form.skipped()
        if rubric is None:
            return
        # Without points, or once a failed gate skips them, there is no total to speak of.
        show_if(self.total, any(criterion.code not in aside for criterion in rubric.scored))
        self.total.show_points(rubric, list(self.form.given().values()))

    def _changed(self) -> None:
        self.refresh_total()
        self.edited.emit()

    def _foot_row(self) -> None:
        column = QVBoxLayout()
        column.setSpacing(8)
        column.addWidget(self.total)
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(self.give_up)
        row.addWidget(self.file, 1)
        column.addLayout(row)
        self.foot().addLayout(column)
