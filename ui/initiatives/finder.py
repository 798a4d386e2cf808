"""What the list looks for: search words, the chip, the programme and the order, asked beside the screen."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Mapping, Sequence

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtWidgets import QSizePolicy

from desktop.desk import OFFICER, Desk
from desktop.jobs import Job
from desktop.operations import initiatives, programmes
from desktop.operations.initiative_list import COUNTED
from desktop.operations.initiatives import Filter
from ui.common.buttons import Chips
from ui.common.choices import Choice
from ui.common.editors import SearchEdit
from ui.common.empty import Empty
from ui.common.pieces import BLINK_MS
from ui.initiatives import chips
from ui.initiatives.filter_parts import only_parts
from ui.initiatives.listing import NEWEST_FIRST, Found, counted, find, find_first
from ui.initiatives.only import Only
from ui.session import Session
from ui.words import tr

SEARCH_MS = 150
Find = Callable[[Desk, Desk, Filter, str, Sequence[int]], Found]


class Finder(QObject):
    """Owns the widgets that say what is looked for; `found(Found)` answers the last question only. Of a search it may
    come twice: with what stands in front, and with everything.

    `shows_only(Only or None)` when the records of a figure are shown alone, and when they are not any more.
    `renewed()` says that the question is another one, so that the first record found may be opened;
    `narrowed_to(Filter)` that the further conditions are others than the panel shows.
    """

    found = Signal(object)
    failed = Signal(object)
    renewed = Signal()
    narrowed_to = Signal(object)
    shows_only = Signal(object)

    def __init__(self, session: Session, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self.order = NEWEST_FIRST
        self.only: Only | None = None
        self.kept: Callable[[], Sequence[int]] = tuple  # the records that are looked for in what is found
        self.parts = Filter()
        self._job: Job | None = None
        self._found: Found | None = None  # the answer that has just been told
        self._next = QTimer(self, singleShot=True, interval=BLINK_MS)
        self._next.timeout.connect(self._go_on)
        self._soon = QTimer(self, singleShot=True, interval=SEARCH_MS)
        self._soon.timeout.connect(self.look)
        self.search = SearchEdit(tr("Tìm tên, tác giả, đơn vị (Ctrl+F)"), tr("Tìm sáng kiến"))
        self.search.edited.connect(lambda _words: self.look_soon())
        self.chips = Chips(tr("Lọc theo trạng thái"))
        self._counts: Mapping[str, int] = {}
        self.chips.set_chips(chips.chips(self._counts, chips.ALL))
        self.chips.chosen.connect(lambda _key: self.look())
        self.programme = Choice()
        self.programme.setAccessibleName(tr("Chương trình"))
        self.programme.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        self.programme.setMinimumContentsLength(20)
        self.programme.committed.connect(self._choose_programme)
        self.show_programmes()

    def filter(self) -> Filter:
        """What the list shows now."""
        key = self.chips.current()
        return dataclasses.replace(
            self.parts,
            query=self.search.value(),
            states=chips.states(key) or self.parts.states,
            missing=key == chips.MISSING,
            to_mend=key == chips.TO_MEND,
            programme=self.programme.value(),
            unanswered_since=initiatives.overdue_since() if key == chips.OVERDUE else "",
            only=self.only.ids if self.only else None,
        )

    def narrowed(self) -> bool:
        """Whether search, a chip, a figure or another condition leaves records out."""
        chip = self.chips.current() not in ("", chips.ALL)
        return bool(self.only) or bool(self.search.value()) or chip or self.parts != Filter()

    def waiting(self) -> bool:
        """Whether a question is about to be asked, or is being answered."""
        return self._soon.isActive() or self._job is not None

    def look(self) -> None:
        """Asks now."""
        self._soon.stop()
        self._next.stop()
        self._ask(find_first)

    def look_soon(self) -> None:
        """Asks once the hands, or the changes, rest."""
        self._soon.start()

    def sort(self, key: str) -> None:
        self.order = key
        self.look()

    def clear(self) -> None:
        """Takes search words, chip, the records of a figure and the further conditions away."""
        self.search.set_value("")
        self._show_only(None)
        self.chips.choose(chips.ALL)
        self._set_parts(Filter())
        self.look()

    def narrow(self, parts: Filter) -> None:
        """Asks with these further conditions."""
        self.parts = parts
        self.renewed.emit()
        self.look()

    def use(self, chosen: Filter) -> None:
        """Asks just this, as a kept filter says it."""
        self._show_only(None)
        self.search.set_value(chosen.query)
        key = chips.key_of(chosen)
        self.chips.set_chips(chips.chips(self._counts, key))
        self.chips.choose(key)
        self.programme.set_value(chosen.programme)
        # States that no chip stands for stay a condition of their own.
        left = chosen.states if key == chips.ALL else ()
        self._set_parts(dataclasses.replace(only_parts(chosen), states=left))
        self.renewed.emit()
        self.look()

    def _set_parts(self, parts: Filter) -> None:
        if parts != self.parts:
            self.parts = parts
            self.narrowed_to.emit(parts)

    def show_chip(self, key: str) -> None:
        self.search.set_value("")
        self._show_only(None)
        self._set_parts(Filter())
        self.chips.set_chips(chips.chips(self._counts, key))
        self.chips.choose(key)
        self.renewed.emit()
        self.look()

    def show_only(self, only: Only) -> None:
        """Just these records, of whatever programme and state; chips and search go on within them."""
        self.search.set_value("")
        self.programme.set_value("")
        self.chips.set_chips(chips.chips(self._counts, chips.ALL))
        self.chips.choose(chips.ALL)
        self._set_parts(Filter())
        self._show_only(only)
        self.renewed.emit()
        self.look()

    def _show_only(self, only: Only | None) -> None:
        if only != self.only:
            self.only = only
            if only is None:
                self.programme.set_value(programmes.current(self._session.screen).id)
            self.shows_only.emit(only)

    def allow(self, programme_id: str) -> None:
        """Makes sure that records of this programme are not left out."""
        if self.programme.value() not in ("", programme_id):
            self.programme.set_value("")
        self.clear()

    def show_programmes(self) -> None:
        """Reads the packs anew; the one in use stands in front unless all are shown."""
        every = self.programme.count() > 0 and self.programme.value() == ""
        packs = programmes.everything(self._session.screen)
        self.programme.set_items([("", tr("Mọi chương trình")), *((pack.id, pack.short_title) for pack in packs)])
        self.programme.set_value("" if every else programmes.current(self._session.screen).id)

    def explain(self, empty: Empty) -> None:
        """Says why there is nothing, and what to do next."""
        if self.search.value():
            empty.say("search", tr("Không có sáng kiến nào khớp «{words}»", words=self.search.value()),
                      tr("Thử bớt chữ, hoặc gõ không dấu."), tr("Xóa ô tìm"))  # fmt: skip
        elif self.narrowed():
            empty.say("checkmark_circle", tr("Không có sáng kiến nào ở mục này"), "", tr("Xem tất cả"))
        else:
            hint = tr("Ctrl+N ghi sáng kiến đầu tiên; có danh sách cũ thì nhập từ Excel. Cả chồng đơn giấy: nhập liền "
                      "tay, Enter sang ô kế tiếp, Ctrl+Enter sang tờ kế tiếp (F1).")  # fmt: skip
            empty.say("lightbulb", tr("Chưa có sáng kiến nào"), hint, tr("Thêm sáng kiến"))

    def _choose_programme(self, programme_id: str) -> None:
        if programme_id and self._session.screen.user.has(OFFICER):
            self._session.do(lambda desk, _job: programmes.use(desk, programme_id), None, self.failed.emit)
        self.renewed.emit()
        self.look()

    def _ask(self, find: Find) -> None:
        screen, chosen, sort, kept = self._session.screen, self.filter(), self.order, self.kept()
        self._job = self._session.look(
            lambda desk: find(desk, screen, chosen, sort, kept), self._answered, self._refused
        )

    def _answered(self, found: Found) -> None:
        # First what takes no time, then all of it, then the counts: they take longer the larger the register is. Each
        # is asked for when the answer before is painted: two threads at work at once are slower than one.
        self._found = found
        self._next.start()
        if found.whole or found.ids:
            self.found.emit(found)

    def _go_on(self) -> None:
        found, chosen = self._found, self.filter()
        if found is None or not found.whole:
            self._ask(find)
        else:
            self._job = self._session.look(lambda desk: counted(desk, chosen, found), self._counted, self._refused)

    def _counted(self, counts: Mapping[str, int]) -> None:
        self._job = None
        # Kept: chips that went until the next counts came would make all below them jump twice.
        self._counts = counts
        # The hits of a search are counted so far; how many of them stand in a state is not known any better.
        found = self._found
        more = found is not None and found.query.asked and (found.more or chips.total(counts) >= COUNTED)
        shown = chips.chips(counts, self.chips.current(), COUNTED - 1 if more else None)
        self.chips.set_chips(shown, more=more)

    def _refused(self, error: Exception) -> None:
        self._job = None
        self.failed.emit(error)
