"""The section «Quy định»: every rule of a programme with the document it comes from."""

from __future__ import annotations

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget

from desktop import clock
from desktop.operations import programmes
from ui.common.buttons import Button
from ui.common.pill import Mark
from ui.programmes.programme_list import ProgrammeList
from ui.programmes.reader import Reader
from ui.session import Session
from ui.words import tr

NARROW_LETTERS = 112


class RulesSection(QWidget):
    """`open(id)` looks at a programme."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self.list = ProgrammeList()
        self.list.picked.connect(lambda _id: self._show())
        self.reader = Reader()
        self.reader.programme.edited.connect(self.list.choose)
        self.use = Button(tr("Dùng chương trình này"), "checkmark", "primary")
        self.use.clicked.connect(self._use)
        self.reader.buttons.addWidget(self.use)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(12)
        row.addWidget(self.list, 1)
        row.addWidget(self.reader, 3)
        self.setFocusProxy(self.list.table)
        self._narrow = False

    def open(self, what: object) -> None:
        self.list.choose(str(what))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        narrow = event.size().width() < self.fontMetrics().averageCharWidth() * NARROW_LETTERS
        if narrow != self._narrow:
            self._narrow = narrow
            self.list.setVisible(not narrow)
            self.reader.set_choosing(narrow)
            self.setFocusProxy(self.reader.programme if narrow else self.list.table)

    def refresh(self) -> None:
        desk = self._session.screen
        packs = programmes.everything(desk)
        self.list.show_packs(packs, programmes.current(desk).id, {})
        self.reader.programme.set_items([(pack.id, pack.short_title) for pack in packs])
        self._show()

    def _show(self) -> None:
        desk = self._session.screen
        chosen = self.list.current()
        if not chosen:
            return
        self.reader.programme.set_value(chosen)
        used = programmes.current(desk).id == chosen
        origin = Mark(tr("Có sẵn"), "box", "neutral")
        self.reader.show_pack(programmes.get(desk, chosen), clock.today(), used=used, origin=origin)
        self.use.setVisible(not used)

    def _use(self) -> None:
        chosen = self.list.current()
        self._session.do(
            lambda desk, _job: programmes.use(desk, chosen),
            lambda _changes: self._session.told.emit(tr("Đã đổi chương trình đang dùng.")),
        )
