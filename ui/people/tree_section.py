"""«Cây đơn vị»: the tree of units on a day, one level at a time or searched, and one unit beside it."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import QTimer
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from desktop import clock, messages
from desktop.desk import OFFICER
from desktop.operations import unit_events, units
from desktop.operations.units import Details
from domain import dates
from domain import unit_tree as trees
from domain.errors import RuleError
from domain.unit_tree import Event
from ui.common.banner import Banner
from ui.common.buttons import Button, FlatButton
from ui.common.card import Card
from ui.common.editors import DateEdit, SearchEdit
from ui.common.labels import label
from ui.common.numbers import written
from ui.common.scroll import Scroll
from ui.initiatives.halves import Halves
from ui.people import unit_words
from ui.people.tree_list import TreeList
from ui.people.unit_details import UnitDetails
from ui.people.unit_form import Form, UnitForm
from ui.session import Session
from ui.words import tr

WAIT_MS = 150


class TreeSection(QWidget):
    """`level` is the unit whose level is listed, `unit_id` the one shown at the right."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._officer = session.screen.user.has(OFFICER)
        self.level = self.unit_id = ""
        self._details: Details | None = None
        self.search = SearchEdit(tr("Tìm theo tên, mã đơn vị"))
        self.banner = Banner()
        self.on = DateEdit(lambda words: dates.parse(words, clock.today()), tr("hôm nay"))
        self.on.setAccessibleName(tr("Xem tại ngày"))
        self.take_back = Button(tr("Lấy lại sự kiện"), "arrow_undo")
        self.list = TreeList(session)
        self.details, self.form = UnitDetails(), UnitForm(session)
        self._back = FlatButton("chevron_left", tr("Về danh sách"))
        self._wait = QTimer(self, singleShot=True, interval=WAIT_MS)
        self._build()
        self._connect()
        self.setFocusProxy(self.search)

    def refresh(self) -> None:
        # The tree of a federation takes a third of a second to grow: not on the screen's own thread.
        self._session.do(lambda desk, _job: units.warm(desk), lambda _changes: self._fill())

    def open(self, what: object) -> None:
        """`what` is the code of a unit."""
        found = units.tree(self._session.screen).holder(str(what))
        if found is not None:
            self.search.set_value("")
            self.show_unit(found.id)

    def show_unit(self, unit_id: str) -> None:
        """The unit at the right, and its level in the list."""
        grown, day = units.tree(self._session.screen), self.day()
        home = trees.home(grown, unit_id, day).unit_id
        above = trees.parent(grown, home, day) if home else ""
        self.level = above or trees.head(grown)
        self.unit_id = unit_id
        self._list()
        self._show(unit_id)

    def day(self) -> date:
        """The day on which the tree is seen."""
        return self.on.day() or clock.today()

    def may_close(self) -> bool:
        if self.form.typed():
            self.form.banner.say("warn", tr("Còn chữ chưa ghi. Bấm «Ghi lại», hoặc «Thôi» để bỏ."))
            return False
        return True

    def _fill(self) -> None:
        screen = self._session.screen
        last = units.last_event(screen)
        self.take_back.setVisible(self._officer and last is not None)
        if last is not None:
            self.take_back.setToolTip(self._told(last.event))
        if not self.level:
            self.show_unit(units.own_id(screen))
            return
        self._list()
        if self.unit_id in units.tree(screen).lives:
            self._show(self.unit_id)
        else:
            self.show_unit(units.own_id(screen))

    def _list(self) -> None:
        """The level chosen, or what the search finds."""
        screen, day, query = self._session.screen, self.day(), self.search.value().strip()
        if query:
            # Among twenty thousand units it may take longer than a key may be held up.
            self._session.do(
                lambda desk, _job: units.search(desk, query, day), lambda ids: self._found(ids, query, day)
            )
            return
        grown = units.tree(screen)
        if not grown.life(self.level).alive(day):
            self.level = trees.head(grown)
        way = [*reversed(trees.place(grown, self.level, day)), self.level]
        self.list.explain(tr("Chưa có đơn vị nào bên dưới"), tr("Thêm bằng «Thêm đơn vị dưới» ở bên phải."))
        named = [(each, grown.lives[each].name(day)) for each in way]
        self.list.show_units(units.below(screen, self.level, day), day, named, "")
        self.list.select(self.unit_id)

    def _found(self, ids: list[str], query: str, day: date) -> None:
        if (query, day) != (self.search.value().strip(), self.day()):
            return  # more has been typed since
        self.list.explain(tr("Không có đơn vị nào tên như vậy"), tr("Thử gõ ít chữ hơn, hoặc gõ không dấu."))
        self.list.show_units(ids, day, (), tr("Tìm thấy {n} đơn vị", n=written(len(ids))))
        self.list.select(self.unit_id)

    def _enter(self, unit_id: str) -> None:
        """The level below a unit; of one that has nothing below, the unit itself."""
        self.search.set_value("")
        self.level = unit_id
        self.unit_id = unit_id
        self._list()
        self._show(unit_id)
        if self.halves.narrow and not self.list.rows.ids_shown:
            self.halves.show_right()

    def _picked(self, unit_id: str) -> None:
        # What is being written keeps its place until it is saved or put away.
        if self.may_close():
            self._show(unit_id)

    def _show(self, unit_id: str) -> None:
        if self.form.typed():
            return
        self.unit_id, day = unit_id, self.day()
        self._session.do(
            lambda desk, _job: units.details(desk, unit_id, day),
            lambda found: self._shown(found, day) if self.unit_id == unit_id else None,
        )

    def _shown(self, found: Details, day: date) -> None:
        self._details = found
        if self.form.typed():
            return
        self.details.show_details(found, day, officer=self._officer)
        self._bring(self.details)

    def _ask(self, form: Form) -> None:
        if self._details is not None:
            self._bring(self.form)
            self.form.begin(form, self._details.line)

    def _bring(self, part: QWidget) -> None:
        """The details or the form, one in place of the other."""
        for each in (self.details, self.form):
            each.setVisible(each is part)

    def _done(self) -> None:
        self._bring(self.details)
        self._fill()
        self.list.table.setFocus()

    def _take_back(self) -> None:
        last = units.last_event(self._session.screen)
        if last is None:
            return
        told = tr("Đã lấy lại: {event}. Nhật ký giữ cả hai.", event=self._told(last.event))
        self._session.do(lambda desk, _job: unit_events.take_back(desk), lambda _: self._session.told.emit(told))

    def _told(self, event: Event) -> str:
        """The event with the name of its unit."""
        lives = units.tree(self._session.screen).lives
        names = {each: lives[each].name(event.on) for each in (event.unit_id, event.to_id) if each in lives}
        return f"{names[event.unit_id]} – {unit_words.happened(event, names, event.unit_id)}"

    def _to_today(self) -> None:
        self.on.set_value("")
        self._day_changed()

    def _day_changed(self) -> None:
        words, day = self.on.value().strip(), self.day()
        if words and self.on.day() is None:
            self.banner.say("error", messages.of_error(RuleError("date_unreadable", words=words)), tr("Về hôm nay"))
        elif words and day != clock.today():
            told = tr("Đang xem cây đơn vị như ngày {day}.", day=dates.shown(day))
            self.banner.say("info", told, tr("Về hôm nay"))
        else:
            self.banner.clear()
        self._list()
        if self.unit_id:
            self._show(self.unit_id)

    def _connect(self) -> None:
        self.search.edited.connect(lambda _text: self._wait.start())
        self._wait.timeout.connect(self._list)
        self.search.returnPressed.connect(self.list.table.setFocus)
        QShortcut(QKeySequence("Ctrl+F"), self, self.search.setFocus)
        self.on.committed.connect(lambda _text: self._day_changed())
        self.list.picked.connect(self._picked)
        self.banner.clicked.connect(self._to_today)
        self.list.entered.connect(self._enter)
        self.details.asked.connect(self._ask)
        self.form.done.connect(self._done)
        self.take_back.clicked.connect(self._take_back)
        self.halves.narrowed.connect(self._back.setVisible)
        self._back.clicked.connect(self.halves.show_left)

    def _build(self) -> None:
        head = QHBoxLayout()
        head.setSpacing(10)
        head.addWidget(self.search, 1)
        head.addWidget(label(tr("Xem tại ngày"), "label"))
        self.on.setFixedWidth(self.on.fontMetrics().horizontalAdvance("00/00/0000") + 40)
        head.addWidget(self.on)
        head.addStretch(1)
        head.addWidget(self.take_back)
        scroll = Scroll()
        self._back.hide()
        self.form.hide()
        for part in (self._back, self.details, self.form):
            scroll.body.addWidget(part)
        scroll.body.addStretch(1)
        right = Card()
        right.fill(scroll)
        self.halves = Halves(self.list, right)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(10)
        column.addLayout(head)
        column.addWidget(self.banner)
        column.addWidget(self.halves, 1)
