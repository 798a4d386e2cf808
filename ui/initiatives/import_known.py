"""The headings of lists that the register knows by heart: renamed, read otherwise, forgotten."""

from __future__ import annotations

from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget
from shiboken6 import isValid

from desktop import messages
from desktop.changes import Changes
from desktop.operations import import_mappings
from desktop.operations.import_mappings import Known
from domain.table.headings import FIELDS
from ui.common.banner import Banner
from ui.common.buttons import Button
from ui.common.card import Card
from ui.common.choices import Choice
from ui.common.editors import LineEdit
from ui.common.empty import Empty
from ui.common.field import Field
from ui.common.page_model import Cell, Column, Kind, PageModel, SequenceProvider
from ui.common.scroll import Scroll
from ui.common.table import Table
from ui.initiatives.halves import Halves
from ui.initiatives.import_preview import column_words
from ui.session import Session
from ui.words import tr


class KnownPanel(QWidget):
    """Each change is kept as soon as it is made."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._mark = ""
        self.banner = Banner()
        self.model: PageModel[Known] = PageModel(_columns(), SequenceProvider[Known](), self)
        self.table = Table(self.model, tr("Cách ghép cột đã nhớ"))
        self.table.selected.connect(self._show)
        self.name = LineEdit()
        self.name.committed.connect(self._rename)
        self.choices: dict[int, Choice] = {}
        self._scroll = Scroll()
        self.forget = Button(tr("Quên cách ghép này"), "delete")
        self.forget.clicked.connect(self._forget)
        self._build()
        session.changed.connect(self._changed)
        self.refresh()

    def refresh(self) -> None:
        found = import_mappings.known(self._session.screen)
        self.table.refresh(SequenceProvider(found))
        self.stack.setCurrentIndex(0 if found else 1)
        if found and not self.table.selected_ids():
            self.table.select_row(0)
        self._show()

    def _changed(self, changes: Changes) -> None:
        if changes.touches("imports"):
            self.refresh()

    def _chosen(self) -> Known | None:
        rows = self.model.provider.rows(self.table.selected_ids()[:1])
        return rows[0] if rows else None

    def _show(self) -> None:
        known = self._chosen()
        self.forget.setEnabled(known is not None)
        if known is None:
            return
        self.name.set_value(known.name)
        if known.fingerprint != self._mark:
            self._mark = known.fingerprint
            self._columns_of(known)
        for column, choice in self.choices.items():
            choice.set_value(known.columns.get(column, ""))

    def _columns_of(self, known: Known) -> None:
        while (item := self._scroll.body.takeAt(1)) is not None:
            if (old := item.widget()) is not None:
                old.hide()
                old.deleteLater()
        self.choices = {}
        for column, heading in known.headings.items():
            choice = Choice([("", tr("(không lấy cột này)")), *((name, column_words(name)) for name in FIELDS)])
            choice.committed.connect(lambda _field: self._remap())
            self.choices[column] = choice
            self._scroll.body.addWidget(Field(" ".join(heading.split()), choice))
        self._scroll.body.addStretch(1)

    def _rename(self, name: str) -> None:
        mark = self._mark
        if name.strip():
            self._session.do(lambda desk, _job: import_mappings.change(desk, mark, name=name), self._kept, self._failed)

    def _remap(self) -> None:
        mark = self._mark
        columns = {column: choice.value() for column, choice in self.choices.items() if choice.value()}
        self._session.do(lambda desk, _job: import_mappings.change(desk, mark, columns=columns), self._kept,
                         self._failed)  # fmt: skip

    def _forget(self) -> None:
        mark = self._mark
        self._session.do(lambda desk, _job: import_mappings.forget(desk, mark), self._kept, self._failed)

    def _kept(self, _changes: object) -> None:
        if isValid(self):  # the wizard may have been closed meanwhile
            self.banner.clear()

    def _failed(self, error: Exception) -> None:
        if isValid(self):
            self.banner.say("error", messages.of_error(error))

    def _build(self) -> None:
        card, right = Card(), Card()
        card.fill(self.table)
        self._scroll.body.insertWidget(0, Field(tr("Tên gọi"), self.name))
        right.fill(self._scroll)
        right.foot().addWidget(self.forget)
        right.foot().addStretch(1)
        self.stack = QStackedWidget()
        self.stack.addWidget(Halves(card, right))
        hint = tr("Khi ghép cột cho một danh sách lạ, đánh dấu «Nhớ cách ghép này».")
        self.stack.addWidget(Empty("table", tr("Chưa nhớ cách ghép nào"), hint))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(self.banner)
        column.addWidget(self.stack, 1)


def _columns() -> tuple[Column[Known], ...]:
    return (Column(tr("Tên gọi"), _cell, Kind.TWO_LINES),)


def _cell(known: Known) -> Cell:
    told = "; ".join(" ".join(heading.split()) for heading in known.headings.values())
    return Cell(known.name, told, tip=told)
