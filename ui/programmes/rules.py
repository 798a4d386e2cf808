"""The section «Quy định»: every rule of a programme with the document it comes from, and what can be done with it."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from desktop import clock
from desktop.operations import programme_drafts, programmes
from desktop.operations.programmes import Installed
from domain.errors import RuleError
from domain.unit import Level
from ui.common.banner import Banner
from ui.common.buttons import Button
from ui.common.confirm import confirm
from ui.common.labels import show_if
from ui.common.parting import Parting
from ui.programmes.draft_form import DraftForm
from ui.programmes.install import InstallView
from ui.programmes.origin import origin_mark, origin_words
from ui.programmes.programme_list import ProgrammeList
from ui.programmes.reader import Reader
from ui.programmes.seal import SealView
from ui.programmes.versions import VersionsView
from ui.session import Session
from ui.words import tr

NARROW_LETTERS = 112


class RulesSection(QWidget):
    """Reading, and over it whatever is being done: writing a programme, taking a pack in, comparing versions.

    `open` takes the id of a programme to look at.
    """

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._held: dict[str, Installed] = {}
        self._parting = Parting(session.lanes, self)
        self.task: QWidget | None = None
        self.list = ProgrammeList()
        self.reader = Reader()
        self.unfinished, self.newer = Banner(), Banner()
        self._buttons()
        self._stack = QStackedWidget()
        self._reading = self._lay_out()
        self._stack.addWidget(self._reading)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._stack)
        self._connect()
        self._narrow = False
        self.setFocusProxy(self.list.table)

    def open(self, what: object) -> None:
        """Takes the id of a programme, or (id, "copy") to begin a new one from it."""
        chosen, wish = what if isinstance(what, tuple) else (what, "")
        self.list.choose(str(chosen))
        if wish == "copy":
            self._write(revises=False)

    def flush(self) -> None:
        """Keeps what is being written."""
        if isinstance(self.task, DraftForm):
            self.task.flush()

    def may_close(self) -> bool:
        """False while a pack is being taken in or sealed, and while words of a draft cannot be saved."""
        if isinstance(self.task, DraftForm) and self.task.stuck:
            self.task.flush()
            return False
        return not isinstance(self.task, InstallView | SealView | VersionsView) or self.task.may_close()

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
        self._held = {one.id: one for one in programmes.versions(desk) if one.in_force}
        marks = {programme_id: origin_mark(one) for programme_id, one in self._held.items()}
        self.list.show_packs(packs, programmes.current(desk).id, marks)
        self.reader.programme.set_items([(pack.id, pack.short_title) for pack in packs])
        kept = programme_drafts.kept(desk)
        name = (kept.title or tr("chép từ {source}", source=kept.source)) if kept else ""
        words = tr("Chương trình «{name}» đang soạn dở, chưa tạo.", name=name) if kept else ""
        self.unfinished.say("info", words, tr("Soạn tiếp") if kept else "")
        show_if(self.drop, kept is not None)
        self._show()

    def write_copy(self) -> None:
        """Opens the form over a copy of the programme being read; a draft that is there comes first."""
        self._write(revises=False)

    def _buttons(self) -> None:
        self.use = Button(tr("Dùng chương trình này"), "checkmark", "primary")
        self.copy = Button(tr("Tạo chương trình mới từ bản sao…"), "copy")
        self.revise = Button(tr("Sửa quy định…"), "edit")
        self.versions = Button(tr("Các phiên bản…"), "clock")
        self.receive = Button(tr("Nhận gói quy tắc…"), "arrow_import")
        self.seal = Button(tr("Gửi cho cấp dưới…"), "arrow_export")
        self.drop = Button(tr("Bỏ bản đang soạn"), "delete")
        for button in (self.use, self.copy, self.revise, self.versions, self.receive, self.seal):
            self.reader.buttons.addWidget(button)

    def _lay_out(self) -> QWidget:
        ground = QWidget()
        halves = QHBoxLayout()
        halves.setSpacing(12)
        halves.addWidget(self.list, 1)
        halves.addWidget(self.reader, 3)
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(self.unfinished, 1)
        row.addWidget(self.drop)
        column = QVBoxLayout(ground)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addLayout(row)
        column.addWidget(self.newer)
        column.addLayout(halves, 1)
        return ground

    def _connect(self) -> None:
        self.list.picked.connect(lambda _id: self._show())
        self.reader.programme.edited.connect(self.list.choose)
        self.use.clicked.connect(self._use)
        self.copy.clicked.connect(self.write_copy)
        self.revise.clicked.connect(lambda: self._write(revises=True))
        self.versions.clicked.connect(self._compare)
        self.newer.clicked.connect(self._compare)
        self.receive.clicked.connect(self._receive)
        self.seal.clicked.connect(self._seal)
        self.unfinished.clicked.connect(self._go_on)
        self.drop.clicked.connect(self._drop)

    def _show(self) -> None:
        desk = self._session.screen
        chosen = self.list.current()
        if not chosen:
            return
        self.reader.programme.set_value(chosen)
        used, held = programmes.current(desk).id == chosen, self._held[chosen]
        self.reader.show_pack(held.pack, clock.today(), used=used, origin=origin_mark(held), about=origin_words(held))
        show_if(self.use, not used)
        show_if(self.revise, held.origin == "own")
        show_if(self.seal, desk.unit.level is not Level.GRASSROOTS)  # whoever has nobody below has nobody to send to
        self._tell_newer(chosen, held)

    def _tell_newer(self, programme_id: str, held: Installed) -> None:
        newest = programmes.versions(self._session.screen, programme_id)[0]
        if newest.version == held.version:
            self.newer.clear()
            return
        words = tr("Có bản quy định {new} mới hơn bản đang dùng {old}. Chưa có gì thay đổi.",
                   new=newest.version, old=held.version)  # fmt: skip
        self.newer.say("info", words, tr("Xem khác gì"))

    def _use(self) -> None:
        chosen = self.list.current()
        self._session.do(
            lambda desk, _job: programmes.use(desk, chosen),
            lambda _changes: self._session.told.emit(tr("Đã đổi chương trình đang dùng.")),
        )

    def _write(self, *, revises: bool) -> None:
        desk, chosen = self._session.screen, self.list.current()
        if programme_drafts.kept(desk) is not None:
            self._go_on()
            return
        soon = (clock.today() + timedelta(days=90)).year  # towards the end of a year the next one is meant
        year = 0 if revises else max(self._held[chosen].pack.year + 1, soon)
        try:
            self._put(DraftForm(self._session, programme_drafts.begin(desk, chosen, year)))
        except RuleError as error:
            self._session.failed.emit(error)

    def _go_on(self) -> None:
        kept = programme_drafts.kept(self._session.screen)
        if kept is not None:
            self._put(DraftForm(self._session, kept))

    def _drop(self) -> None:
        question = tr("Bỏ bản đang soạn?")
        if confirm(self, question, tr("Mọi chữ đã gõ trong bản này sẽ mất."), tr("Bỏ bản đang soạn")):
            self._session.do(lambda desk, _job: programme_drafts.drop(desk), lambda _changes: self.refresh())

    def _receive(self) -> None:
        self._put(InstallView(self._session))

    def _seal(self) -> None:
        self._put(SealView(self._session, self._held[self.list.current()]))

    def _compare(self) -> None:
        self._put(VersionsView(self._session, self.list.current()))

    def _put(self, task: Any) -> None:
        self._leave()
        self.task = task
        task.closed.connect(self._close)
        if hasattr(task, "made"):
            task.made.connect(self._made)
        self._stack.addWidget(task)
        self._stack.setCurrentWidget(task)
        task.setFocus(Qt.FocusReason.OtherFocusReason)

    def _made(self, programme_id: str) -> None:
        self._close()
        self.list.choose(programme_id)
        self._session.told.emit(tr("Đã ghi chương trình vào sổ."))

    def _close(self) -> None:
        self._leave()
        self.refresh()
        self.setFocus(Qt.FocusReason.OtherFocusReason)

    def _leave(self) -> None:
        task, self.task = self.task, None
        self._stack.setCurrentWidget(self._reading)
        if task is not None:
            self._stack.removeWidget(task)
            self._parting.drop(task)
