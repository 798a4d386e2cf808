"""«Sổ tay người»: everybody the register knows, each typed once."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QApplication, QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from desktop import messages
from desktop.desk import OFFICER
from desktop.operations import people
from desktop.operations.people import Gathered
from domain.person import Person
from ui.common.banner import Banner
from ui.common.buttons import Button
from ui.common.card import Card
from ui.common.editors import SearchEdit
from ui.common.empty import Empty
from ui.common.labels import label
from ui.common.page_model import PageModel
from ui.common.progress import ProgressPanel
from ui.common.table import Table
from ui.initiatives.halves import Halves
from ui.people.book_form import BookForm
from ui.people.book_list import People, columns
from ui.people.consent_bar import ConsentBar
from ui.people.twins import Twins
from ui.session import Session
from ui.words import tr


class BookSection(QWidget):
    """List and search at the left, the entry at the right, what needs a decision above them."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._refreshing = False
        self.search = SearchEdit(tr("Tìm tên, đơn vị (Ctrl+F)"), tr("Tìm người trong sổ tay"))
        self.add = Button(tr("Thêm người"), "person_add")
        self.gather = Button(tr("Gom tác giả vào sổ tay"), "people")
        self.merge = Button(tr("Gộp hai người đã chọn"), "people")
        self.count = label("", "muted")
        self.banner, self.progress, self.twins = Banner(), ProgressPanel(tr("Đang gom tác giả vào sổ tay")), Twins()
        self.rows = People(session.screen)
        self.model: PageModel[Person] = PageModel(columns(), self.rows, self)
        self.table = Table(self.model, tr("Sổ tay người"))
        self.form = BookForm(session)
        self.consents = ConsentBar(session)
        self.empty = Empty("people", "")
        self._build()
        self._connect()
        self.setFocusProxy(self.search)
        self._officer = session.screen.user.has(OFFICER)
        for button in (self.add, self.gather, self.consents.toggle):
            button.setVisible(self._officer)
        session.changed.connect(lambda changes: self.form.forget() if changes.touches("erased") else None)

    def refresh(self) -> None:
        self._show()

    def open(self, what: object) -> None:
        """The id of an entry: shown at the right."""
        row_id = people.row_id_of(self._session.screen, str(what))
        if row_id is not None:
            self.search.set_value("")
            self.consents.toggle.setChecked(False)
            self._show()
            self._open(row_id)

    def flush(self) -> None:
        self.form.flush()

    def may_close(self) -> bool:
        self.form.flush()
        return not self.form.unsaved()

    def _show(self) -> None:
        """Reads everything again; what is chosen stays chosen."""
        screen = self._session.screen
        self.consents.refresh()
        self._find()
        self.twins.show_pairs(people.twins(screen))
        left = people.unlinked(screen)
        self.gather.setEnabled(left > 0)
        self.gather.setText(tr("Gom {n} tác giả vào sổ tay", n=left) if left else tr("Gom tác giả vào sổ tay"))
        self.form.refresh()

    def _find(self) -> None:
        """Shows those the search finds; the entry at the right stays."""
        self.rows = People(self._session.screen, self.search.value(), no_consent=self.consents.toggle.isChecked())
        self._refreshing = True
        self.table.refresh(self.rows)
        self._refreshing = False
        self.count.setText(tr("{n} người", n=self.rows.total()))
        self._say_empty()
        self.stack.setCurrentWidget(self.table if self.rows.total() else self.empty)

    def _say_empty(self) -> None:
        if self.consents.toggle.isChecked() and not self.search.value().strip():
            self.empty.say("checkmark_circle", tr("Ai cũng đã ghi sự đồng ý"))
        elif self.search.value().strip():
            self.empty.say("search", tr("Không có ai như vậy"), tr("Thử gõ ít chữ hơn, hoặc gõ không dấu."))
        else:
            hint = tr("Tác giả có họ tên và năm sinh hoặc điện thoại sẽ tự vào đây khi nhập sáng kiến.")
            self.empty.say("people", tr("Sổ tay chưa có ai"), hint)

    def _picked(self, row_id: object) -> None:
        if isinstance(row_id, int) and not self._refreshing and row_id != self.form.row_id:
            self.form.show_person(row_id)
        chosen = self.table.selected_ids()
        self.merge.setVisible(self._officer and len(chosen) == 2)
        self.consents.choose(chosen)

    def _open(self, row_id: int) -> None:
        if not self.table.select_id(row_id) and (place := self.rows.place(row_id)) is not None:
            self.table.select_row(place)
        if self.form.row_id != row_id:
            self.form.show_person(row_id)

    def _new(self) -> None:
        self.table.clearSelection()
        self.halves.show_right()
        self.form.show_new()

    def _gather(self) -> None:
        self.gather.setEnabled(False)
        job = self._session.do(lambda desk, job: people.gather(desk, step=job.step), self._gathered, self._failed)
        self.progress.watch(job)
        self.progress.show()

    def _gathered(self, done: Gathered) -> None:
        said = tr("Đã gom {n} tác giả; thêm {new} người.", n=done.linked, new=done.new)
        more = []
        if done.unsure:
            more.append(tr("{n} tác giả trùng với nhiều mục nên để nguyên: hãy gộp các mục đó rồi gom lại.",
                           n=done.unsure))  # fmt: skip
        if done.unknown:
            more.append(tr("{n} tác giả chưa có năm sinh hay số điện thoại nên chưa gom: hãy ghi thêm rồi gom lại.",
                           n=done.unknown))  # fmt: skip
        if more:
            self.banner.say("warn", " ".join((said, *more)))
        else:
            self._session.told.emit(said)

    def _merge_chosen(self) -> None:
        chosen = self.rows.rows(self.table.selected_ids())
        if len(chosen) == 2:
            self._merge(chosen[0].id, chosen[1].id)

    def _merge(self, kept: str, dropped: str) -> None:
        self.form.flush()
        self._session.do(lambda desk, _job: people.merge(desk, kept, dropped),
                         lambda done: self._merged(done.row_id), self._failed)  # fmt: skip

    def _merged(self, row_id: int) -> None:
        self.banner.clear()
        self._open(row_id)
        self.form.refresh()
        self._session.told.emit(tr("Đã gộp. Bấm «Tách lại» ở bên phải nếu nhầm."))

    def _keep_apart(self, one: str, other: str) -> None:
        self._session.do(lambda desk, _job: people.keep_apart(desk, one, other), None, self._failed)

    def _failed(self, error: Exception) -> None:
        self.refresh()
        self.banner.say("error", messages.of_error(error))

    def _build(self) -> None:
        top = QHBoxLayout()
        top.setSpacing(8)
        top.addWidget(self.search)
        top.addStretch(1)
        for button in (self.merge, self.gather, self.add):
            top.addWidget(button)
        self.merge.hide()
        self.progress.hide()
        self.stack = QStackedWidget()
        self.stack.addWidget(self.table)
        self.stack.addWidget(self.empty)
        left = Card()
        left.fill(self.stack)
        self.halves = Halves(left, self.form)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        told = QHBoxLayout()
        told.setSpacing(12)
        told.addWidget(self.count)
        told.addWidget(self.consents.toggle)
        told.addStretch(1)
        column.addLayout(top)
        column.addLayout(told)
        for part in (self.banner, self.progress, self.consents, self.twins):
            column.addWidget(part)
        column.addWidget(self.halves, 1)

    def _connect(self) -> None:
        self.search.edited.connect(lambda _words: self._find())
        self.consents.filtered.connect(lambda _on: self._find())
        self.add.clicked.connect(self._new)
        self.gather.clicked.connect(self._gather)
        self.merge.clicked.connect(self._merge_chosen)
        self.progress.ended.connect(lambda _how: self.progress.hide())
        self.twins.merge_asked.connect(self._merge)
        self.twins.apart_asked.connect(self._keep_apart)
        self.table.picked.connect(self._picked)
        self.table.selected.connect(lambda: self._picked(None))
        self.table.opened.connect(lambda _row_id: self._to_form())
        self.form.made.connect(self._open)
        keys = {"Ctrl+F": self.setFocus, "F2": self._to_form, "Esc": self.halves.show_left}
        for key, call in keys.items():
            shortcut = QShortcut(QKeySequence(key), self)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(call)

    def new_here(self) -> bool:
        """Ctrl+N means another person while the keyboard is in the book."""
        here = QApplication.focusWidget()
        mine = here is not None and self.isAncestorOf(here)
        if mine:
            self._new()
        return mine

    def _to_form(self) -> None:
        self.halves.show_right()
        self.form.editor("full_name").setFocus(Qt.FocusReason.OtherFocusReason)
