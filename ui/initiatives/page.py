"""The page of initiatives: search, chips, list and form."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QHideEvent, QKeySequence, QShortcut, QShowEvent
from PySide6.QtWidgets import QApplication, QHBoxLayout, QVBoxLayout, QWidget

from desktop import messages
from desktop.changes import Changes
from desktop.desk import OFFICER
from desktop.operations import copies, eligibility, initiatives
from desktop.operations.initiatives import Saved
from domain.errors import RuleError
from domain.initiative import Initiative
from ui.common.banner import Banner
from ui.common.buttons import Button
from ui.common.confirm import confirm
from ui.common.labels import label
from ui.common.numbers import written
from ui.common.page_head import PageHead
from ui.common.pieces import BLINK_MS, Pieces, at_once, draw_later, one_by_one
from ui.initiatives import chips, papers_menu
from ui.initiatives.chosen import just
from ui.initiatives.duplicating import Duplicating
from ui.initiatives.finder import Finder
from ui.initiatives.form import InitiativeForm
from ui.initiatives.halves import Halves
from ui.initiatives.list_card import ListCard
from ui.initiatives.list_tools import ListTools
from ui.initiatives.listing import Found
from ui.initiatives.moving import Moving
from ui.initiatives.narrowing_row import NarrowingRow
from ui.initiatives.only import Only
from ui.session import Session
from ui.words import tr

if TYPE_CHECKING:
    from ui.initiatives.import_wizard import ImportWizard

ROWS_NAMED = 200  # more changed rows than this are not looked for one by one
# What other pages ask for, and the chip under which it stands.
_ASKED = {"to_complete": "recognised"}


class InitiativesPage(QWidget):
    """`open` takes a row id, (row id, name of a field), "new", "import", "waiting_rows", the key of a chip such as
    "missing", or `Only` the records behind a figure.

    `tells_count(sentence)`: how many records the list shows and how many are chosen, for the foot of the window.
    """

    tells_count = Signal(str)

    def __init__(self, session: Session, *, later: bool = False) -> None:
        """`later`: whoever makes it goes through `pieces` before it is shown or asked for anything."""
        super().__init__()
        self._session = session
        self._officer = session.screen.user.has(OFFICER)
        self._may_open_first = True
        self._whole = False  # made to the end
        self._seen = False
        self._more: bool | None = None  # whether a search found more than is listed; None before the first answer
        self.setProperty("look", "page")
        self.pieces = self._make()
        if not later:
            at_once(self.pieces)

    def _make(self) -> Pieces:
        session = self._session
        self.finder = Finder(session, self)
        yield
        self.import_button = Button(tr("Nhập từ Excel…"), "arrow_import")
        self.new_button = Button(tr("Thêm sáng kiến"), "add", "primary", tr("Thêm sáng kiến (Ctrl+N)"))
        for button in () if self._officer else (self.import_button, self.new_button):
            button.hide()
        self.banner, self.figure = Banner(), Banner()
        yield
        self.list, self.form = ListCard(session.screen, later=True), InitiativeForm(session, later=True)
        self._moving = Moving(session, self.list, self.form)
        self.duplicates = Duplicating(session, self.form, self)
        self._tools = ListTools(session, self.finder, self.list, self.form)
        yield
        yield from self._build()
        yield from self.list.pieces
        yield from self.form.pieces
        yield from messages.reading()
        blank = Initiative(programme=self.form.fields.programme.id)  # makes the lines of the conditions
        self.form.frame.conditions.show_findings(eligibility.conditions(session.screen, blank, None))
        yield
        self.duplicates.show_notice()
        self.finder.kept = lambda: self.list.kept(self.form.row_id)
        self._connect()
        self._keys()
        self._whole = True
        self.finder.look()

    def beforehand(self) -> Pieces:
        """What is made when it is first asked for, if there is time before."""
        return self._tools.beforehand()

    def open(self, what: object) -> None:
        """Shows what another page asked to see."""
        if isinstance(what, int):
            self._open_record(what)
        elif isinstance(what, tuple):
            self._open_record(what[0])
            self.form.go_to(str(what[1]))
        elif what == "new":
            self.new()
        elif what == "import":
            self.bring_in()
        elif isinstance(what, Only):
            self.halves.show_left()
            self.finder.show_only(what)
        elif what == "waiting_rows":
            self.bring_in("waiting")
        elif isinstance(what, str):
            self.finder.show_chip(_ASKED.get(what, what))

    def flush(self) -> None:
        self.form.flush()

    def may_close(self) -> bool:
        """Saves what is being typed; asks only if something cannot be saved."""
        if self.form.flush():
            self.form.beside.evidencing.close()
            return True
        give_up = confirm(self, tr("Còn chữ chưa lưu được vào sổ"),
                          tr("Nếu đóng bây giờ, phần vừa gõ sẽ mất. Hãy quay lại, xem lý do và bấm «Thử lại»."),
                          tr("Đóng, bỏ phần chưa lưu"))  # fmt: skip
        if give_up:
            self.form.autosave.forget()
            self.form.beside.evidencing.close()
        return give_up

    def new(self, *, alike: bool = False) -> None:
        """An empty form, but for what it shares with the record in front if `alike`. Filters go, so that the new
        record will stand in the list."""
        if not self._officer:
            return
        self.finder.clear()
        self.list.select(None)
        self.halves.show_right()
        self.form.show_new(alike=alike)

    def bring_in(self, part: str = "") -> None:
        """Opens the import wizard over the page; `part` is what earlier imports left: "waiting", "past", "known"."""
        wizard = self._wizard()
        if part:
            wizard.show_part(part)
        wizard.open()

    def paste(self) -> None:
        """A table of Excel or Word goes the way of any other list."""
        data = QApplication.clipboard().mimeData()
        if not self._officer:
            return
        wizard = self._wizard()
        try:
            wizard.paste(data.html(), data.text())
        except RuleError as error:
            wizard.deleteLater()
            self._failed(error)
            return
        self.banner.clear()
        wizard.open()

    def tell_count(self) -> None:
        """For the foot of the window, once there is something to tell."""
        if self._more is None:
            return
        shown, chosen = self.list.rows.total(), self.list.table.selected_count()
        parts = [tr("hơn {n} sáng kiến", n=written(shown)) if self._more else tr("{n} sáng kiến", n=written(shown))]
        if chosen > 1:
            parts.append(tr("đang chọn {n}", n=written(chosen)))
        self.tells_count.emit("  ·  ".join(parts))

    def _wizard(self) -> ImportWizard:
        from ui.initiatives.import_wizard import ImportWizard

        wizard = ImportWizard(self._session, self)
        wizard.missing_asked.connect(lambda: self.finder.show_chip(chips.MISSING))
        wizard.finished.connect(self._to_list)  # what had the keyboard may be gone: Qt would give it to the navigation
        return wizard

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if self._whole and not self._seen:
            self._seen = True
            draw_later(self.list, self.form)

    def hideEvent(self, event: QHideEvent) -> None:
        if self._whole:  # nobody has typed in half a page
            self.form.autosave.save()
            self.form.beside.evidencing.close()  # behind the curtain, and while another page is in front
        super().hideEvent(event)

    def _found(self, found: Found) -> None:
        self._more = found.more
        self.finder.explain(self.list.empty)
        self.list.show_found(found)
        first = self.list.first()
        if self.form.row_id is not None:
            # The best hits stand in front, wherever the record in the form stands among them.
            self.list.select(self.form.row_id, follow=not found.query.asked)
        elif first is not None and self._may_open_first and not self.form.is_open():
            self.list.select(first)
            QTimer.singleShot(BLINK_MS, self, lambda: self._open_first(first))  # after the list is painted
        self._may_open_first = False
        if found.whole:
            self.tell_count()

    def _open_first(self, row_id: int) -> None:
        """Unless somebody has opened another one meanwhile."""
        if not self.form.is_open() and self.list.table.current_id() == row_id:
            one_by_one(self.form.opening(row_id), self, lambda: not self._session.closed)

    def _empty_action(self) -> None:
        if self.finder.narrowed():
            self.finder.clear()
        else:
            self.new()

    def _open_record(self, row_id: int) -> None:
        self.form.show_record(row_id)
        self._show_in_list(row_id)

    def _show_in_list(self, row_id: int) -> None:
        self.finder.allow(initiatives.get(self._session.screen, row_id).initiative.programme)
        self.list.select(row_id)
        self.halves.show_right()

    def _duplicate(self) -> None:
        row_id = self.form.row_id
        if row_id is not None and self.form.flush():
            self._session.do(lambda desk, _job: copies.duplicate(desk, row_id), self._duplicated, self._failed)

    def _duplicated(self, made: Saved) -> None:
        self.finder.clear()
        self._open_record(made.stored.row_id)
        self.form.focus_first()
        self._session.told.emit(tr("Đã nhân bản thành {number}. Minh chứng, xác nhận và quyết định không chép theo.",
                                   number=made.stored.initiative.number))  # fmt: skip

    def _changed(self, changes: Changes) -> None:
        if changes.touches("settings"):
            self.finder.show_programmes()
        if changes.touches("filters") or changes.touches("programmes"):
            self._tools.read_again()
        if not changes.touches("initiatives"):
            return
        if 0 < len(changes.rows) <= ROWS_NAMED:
            for row_id in changes.rows:
                self.list.model.row_changed(row_id)
        else:
            self.list.read_again()
        self.form.refresh(changes)
        self.finder.look_soon()

    def _show_figure(self, figure: Only | None) -> None:
        """Over the list: which figure it is the list of, and the way back to all."""
        if figure is None:
            self.figure.clear()
        else:
            words = tr("Danh sách của con số «{words}»: {n} sáng kiến.", words=figure.words, n=written(len(figure.ids)))
            self.figure.say("info", words, tr("Xem tất cả"))

    def _renewed(self) -> None:
        self._may_open_first = True

    def _moved(self) -> None:
        self.banner.clear()
        if not self.form.is_open():
            self._may_open_first = True  # the next record takes the place of the one that is gone

    def _failed(self, error: Exception) -> None:
        self.banner.say("error", messages.of_error(error))

    def _next_new(self) -> None:
        if self.form.is_open() and self._officer:
            if not self.form.flush():
                return  # the banner over the form says why
            number, missing = self.form.lacking()
            if missing:
                self._session.told.emit(tr("{number} còn thiếu {n} mục", number=number, n=missing))
        self.new(alike=True)

    def _build(self) -> Pieces:
        finder = self.finder
        column = QVBoxLayout(self)
        column.setContentsMargins(18, 14, 18, 12)
        column.setSpacing(10)
        actions = (self.import_button, self._tools.export_button, self.new_button)
        column.addWidget(PageHead(tr("Sáng kiến"), finder.search, actions))
        yield
        programme = QWidget()
        row = QHBoxLayout(programme)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(label(tr("Chương trình:"), "muted"))
        row.addWidget(finder.programme)
        column.addWidget(NarrowingRow(finder.chips, (programme, *self._tools.buttons, self.duplicates.button)))
        yield
        for part in (self._tools.room, self.banner, self.figure):
            column.addWidget(part)
        yield
        self.halves = Halves(self.list, self.form)
        column.addWidget(self.halves, 1)
        yield

    def _connect(self) -> None:
        self.setFocusProxy(self.list)
        self._session.changed.connect(self._changed)
        self.duplicates.record_asked.connect(self._open_record)
        finder = self.finder
        finder.found.connect(self._found)
        finder.failed.connect(self._failed)
        finder.renewed.connect(self._renewed)
        finder.shows_only.connect(self._show_figure)
        self.figure.clicked.connect(finder.clear)
        finder.search.returnPressed.connect(lambda: self.list.setFocus(Qt.FocusReason.ShortcutFocusReason))
        self.import_button.clicked.connect(lambda: self.bring_in())
        self._tools.failed.connect(self._failed)
        self.new_button.clicked.connect(self.new)
        listed, form = self.list, self.form
        listed.picked.connect(form.show_record)
        listed.opened.connect(lambda _row_id: self._to_form())
        self.halves.narrowed.connect(form.frame.back.setVisible)
        form.frame.back.clicked.connect(self._to_list)
        listed.sorted.connect(finder.sort)
        listed.table.typed.connect(finder.search.begin)
        listed.table.selected.connect(self.tell_count)
        moving = self._moving
        moving.watch_days()
        listed.move_asked.connect(lambda move, decision: moving.move(listed.chosen(), move, decision))
        listed.papers_asked.connect(lambda: papers_menu.of_several(self._session, listed.chosen()))
        listed.deletion_asked.connect(lambda: moving.delete(listed.chosen()))
        moving.failed.connect(self._failed)
        moving.done.connect(self._moved)
        listed.action_asked.connect(self._empty_action)
        listed.refusals.asked.connect(self._open_record)
        form.created.connect(lambda _row_id: finder.look_soon())
        form.stepped.connect(listed.step)
        form.move_asked.connect(moving.move_front)
        form.deletion_asked.connect(lambda: moving.delete(just(form.row_id or 0)))
        form.copy_asked.connect(self._duplicate)
        form.undoing.returned.connect(self._show_in_list)

    def _keys(self) -> None:
        keys = {
            "Ctrl+F": self.finder.search.reach,
            "Ctrl+Z": self.form.undo,
            "Ctrl+Y": self.form.redo,
            "Alt+Up": lambda: self.list.step(-1),
            "Alt+Down": lambda: self.list.step(1),
            "Esc": self._escape,
            "F2": self._to_form,
            "F8": self._to_problem,
            "Shift+F1": self.form.toggle_help,
            "Ctrl+H": self.form.field_history,
            "Ctrl+Return": self._next_new,
            "Ctrl+Enter": self._next_new,
        }
        # Only over the list: in a field Ctrl+V pastes words.
        pasting = QShortcut(QKeySequence(QKeySequence.StandardKey.Paste), self.list)
        pasting.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        pasting.activated.connect(self.paste)
        for key, call in keys.items():
            shortcut = QShortcut(QKeySequence(key), self)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(call)

    def _to_form(self) -> None:
        self._show_form()
        self.form.focus_first()

    def _to_problem(self) -> None:
        self._show_form()
        self.form.next_problem()

    def _show_form(self) -> None:
        self.halves.show_right()
        row_id = self.list.table.current_id()
        if row_id is not None and not self.form.is_open():  # the first record is still on its way: now it is wanted
            self.form.show_record(row_id)

    def _escape(self) -> None:
        frame = self.form.frame
        panels = (frame.panel, frame.objection_panel, frame.return_panel, self.list.panel, frame.history)
        asking = [panel for panel in panels if panel.isVisible()]
        for panel in asking:
            panel.give_up()
        if not asking and not self._tools.put_away():
            self._to_list()

    def _to_list(self) -> None:
        self.halves.show_left()
        self.list.front().setFocus(Qt.FocusReason.OtherFocusReason)
