"""What can be done with the whole list: narrowing it, choosing its columns, writing it to a file, changing many.

The panels are made when they are first asked for: the page has to be there at once.
"""

from __future__ import annotations

from PySide6.QtCore import QObject, QPoint, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop.operations import bulk
from desktop.operations.initiative_list import Filter
from ui.common.buttons import Button
from ui.common.pieces import Pieces, at_once, polished
from ui.common.scroll import Scroll
from ui.initiatives.bulk_panel import BulkPanel
from ui.initiatives.exporting import Exporting
from ui.initiatives.filter_panel import FilterPanel
from ui.initiatives.finder import Finder
from ui.initiatives.form import InitiativeForm
from ui.initiatives.list_card import ListCard
from ui.session import Session
from ui.shell import Shell
from ui.words import tr

SHARE = 0.45  # of the page's height for the conditions; more of them scroll


class ListTools(QObject):
    """`buttons` stand beside the chips, `export_button` in the head, `room` over the list; `failed(Exception)` when
    something could not be done.
    """

    failed = Signal(object)

    def __init__(self, session: Session, finder: Finder, listed: ListCard, form: InitiativeForm) -> None:
        super().__init__(form)
        self._session, self._finder, self._list, self._form = session, finder, listed, form
        self.panel: FilterPanel | None = None
        self.bulk: BulkPanel | None = None
        self.exporting: Exporting | None = None
        self.filter_button = Button(tr("Lọc"), "chevron_down", tip=tr("Thêm điều kiện lọc, bộ lọc đã giữ"))
        self.filter_button.setCheckable(True)
        self.column_button = Button(tr("Cột"), "table", tip=tr("Chọn các cột của danh sách"))
        self.export_button = Button(tr("Xuất Excel…"), "arrow_export", tip=tr("Ghi danh sách đang thấy ra tệp .xlsx"))
        self.buttons = (self.filter_button, self.column_button)
        self.room = QWidget()
        self._column = QVBoxLayout(self.room)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(8)
        self._scroll, self._bulk_room = Scroll(), Scroll()
        self.room.hide()
        self._scroll.hide()
        # Still empty: what is put elsewhere later is given its look anew, with all that is in it.
        self._column.addWidget(self._scroll)
        self._connect()

    def put_away(self) -> bool:
        """Puts away what stands open; whether anything did."""
        if self.bulk is not None and self.bulk.isVisible():
            self.bulk.close_panel()
            return True
        if self.filter_button.isChecked():
            self.filter_button.click()
            return True
        return False

    def read_again(self) -> None:
        """Programmes or kept filters are others now."""
        if self.panel is not None:
            self.panel.read_again()
            self.panel.show_parts(self._finder.parts)

    def filters(self) -> FilterPanel:
        """The panel of conditions, made when it is first asked for."""
        if self.panel is None:
            at_once(self._take_in(FilterPanel(self._session)))
        assert self.panel is not None
        return self.panel

    def beforehand(self) -> Pieces:
        """The same panel in pieces, for when there is time before it is asked for."""
        if self._lacks_panel():
            # Where it will stand from the beginning: what is put elsewhere is given its look anew, all at once.
            panel = FilterPanel(self._session, self._scroll.body.parentWidget(), later=True)
            panel.hide()
            yield from panel.pieces
            yield from polished(panel)
            if self._lacks_panel():
                yield from self._take_in(panel)
            else:
                panel.deleteLater()  # somebody was quicker and has another

    def _lacks_panel(self) -> bool:
        return self.panel is None

    def _take_in(self, panel: FilterPanel) -> Pieces:
        self.panel = panel  # from now on nobody makes another
        panel.changed.connect(self._narrow)
        panel.used.connect(self._finder.use)
        panel.placed.connect(self._make_room)
        panel.show_parts(self._finder.parts)
        panel.follow(self._finder.filter())
        yield
        self._scroll.body.setContentsMargins(0, 0, 0, 0)
        self._scroll.body.addWidget(panel)
        yield
        panel.show()

    def _connect(self) -> None:
        self.filter_button.toggled.connect(self._toggle)
        self.column_button.clicked.connect(self._choose_columns)
        self.export_button.clicked.connect(self._export)
        self._finder.narrowed_to.connect(self._show_parts)
        self._finder.found.connect(lambda _found: self._followed())
        self._list.change_asked.connect(self._change)

    def _toggle(self, shown: bool) -> None:
        self.filter_button.set_icon("chevron_up" if shown else "chevron_down")
        if shown:
            self.filters().choices["kinds"].setFocus()
            self._make_room()
        self._scroll.setVisible(shown)
        self.room.setVisible(shown or (self.exporting is not None and not self.exporting.isHidden()))

    def _make_room(self) -> None:
        """For all conditions, as long as enough of the list is left."""
        page = self.room.parentWidget()
        most = int(page.height() * SHARE) if page is not None else 400
        self._scroll.setFixedHeight(min(most, self.filters().sizeHint().height() + 4))

    def _narrow(self) -> None:
        self._finder.narrow(self.filters().parts())

    def _show_parts(self, parts: Filter) -> None:
        if self.panel is not None:
            self.panel.show_parts(parts)

    def _followed(self) -> None:
        """The button tells how many conditions filter while the panel is away."""
        if self.panel is not None:
            self.panel.follow(self._finder.filter())
        count = conditions(self._finder.parts)
        self.filter_button.setText(tr("Lọc ({n})", n=count) if count else tr("Lọc"))

    def _choose_columns(self) -> None:
        self._list.columns.show(self.column_button.mapToGlobal(QPoint(0, self.column_button.height())))

    def _export(self) -> None:
        if self.exporting is None:
            self.exporting = Exporting(self._session)
            self.exporting.failed.connect(self.failed)
            self.exporting.progress.ended.connect(lambda _how: self._toggle(self.filter_button.isChecked()))
            self._column.addWidget(self.exporting)
        self.room.show()
        self.exporting.ask(self._finder.filter(), self._finder.order, self._list.exported())
        self._toggle(self.filter_button.isChecked())

    def _change(self) -> None:
        if self.bulk is None:
            self.bulk = BulkPanel(self._session, self._form.flush)
            self.bulk.failed.connect(self.failed)
            self.bulk.done.connect(self._changed)
            self.bulk.closed.connect(lambda: self._list.put_in_front(None))
            self._bulk_room.body.addWidget(self.bulk)
            self._bulk_room.body.addStretch(1)
        self._list.panel.hide()
        self._list.put_in_front(self._bulk_room)
        self.bulk.ask(self._list.chosen())

    def _changed(self, sentence: str, bulk_id: int) -> None:
        window = self._form.window()
        if bulk_id and isinstance(window, Shell):
            window.toast(sentence, lambda: self.take_back(bulk_id))
        else:
            self._session.told.emit(sentence)

    def take_back(self, bulk_id: int) -> None:
        """Undoes a change of many as a whole."""
        self._session.do(lambda desk, job: bulk.undo(desk, bulk_id, step=job.step), self._taken_back, self.failed.emit)

    def _taken_back(self, undone: bulk.Undone) -> None:
        sentence = tr("Đã hoàn tác {n} sáng kiến", n=undone.undone)
        if undone.kept:
            sentence += tr("; {n} sáng kiến đã sửa tiếp nên giữ nguyên", n=undone.kept)
        self._session.told.emit(sentence)


def conditions(parts: Filter) -> int:
    """How many conditions filter beside the search, the chip and the programme."""
    blank = Filter()
    return sum(getattr(parts, name) != getattr(blank, name) for name in vars(blank))
