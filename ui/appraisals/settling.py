"""Sheets of one appraiser that contradict each other, side by side, each with the button that lets it hold."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget

from desktop.messages import of_error, sentence
from desktop.operations import sheet_conflicts
from desktop.operations.programmes import Packs
from desktop.operations.sheet_conflicts import Conflict, Version
from domain.programme import Rubric
from ui.appraisals.beside import beside
from ui.appraisals.filed_sheets import SheetBlock
from ui.appraisals.keyed import Keyed
from ui.common.banner import Banner
from ui.common.buttons import Button
from ui.common.card import Card
from ui.common.empty import Empty
from ui.common.labels import label, show_if
from ui.common.page_model import Cell, Column, Kind, PageModel
from ui.common.scroll import Scroll
from ui.common.table import Table
from ui.packages.wording import when
from ui.session import Session
from ui.words import tr


class Settling(QWidget):
    """The conflicts at the left, the sheets of the chosen one beside each other. `closed` to go back."""

    closed = Signal()

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._asked = 0
        self.found: list[Conflict] = []
        columns = [Column[Conflict](tr("Phiếu mâu thuẫn"), _cell, Kind.TWO_LINES)]
        self.model: PageModel[Conflict] = PageModel(columns, Keyed((), id), self)
        self.table = Table(self.model, tr("Phiếu mâu thuẫn"))
        self.table.setSelectionMode(Table.SelectionMode.SingleSelection)
        self.banner = Banner()
        self.empty = Empty("checkmark_circle", tr("Không còn phiếu nào mâu thuẫn"), "", tr("Quay lại"))
        self.back = Button(tr("Quay lại"), "chevron_left")
        self.columns: list[VersionColumn] = []
        self._build()
        self.setFocusProxy(self.table)
        self.table.picked.connect(lambda _: self._show())
        self.back.clicked.connect(self.closed)
        self.empty.clicked.connect(self.closed)
        self.refresh()

    def refresh(self) -> None:
        """Reads the conflicts on the store lane; an older answer is dropped."""
        self._asked += 1
        asked = self._asked
        self._session.do(
            lambda desk, _job: sheet_conflicts.waiting(desk),
            lambda found: self._arrived(found) if asked == self._asked else None,
        )

    def may_close(self) -> bool:
        return True

    def current(self) -> Conflict | None:
        provider = self.model.provider
        return provider.get(self.table.current_id()) if isinstance(provider, Keyed) else None

    def accept(self, version: Version) -> None:
        """This sheet holds from now on; the others are kept and count no more."""
        one = self.current()
        if one is None:
            return
        public_id, appraiser = one.stored.initiative.id, one.appraiser
        for column in self.columns:
            column.setEnabled(False)
        self._session.do(
            lambda desk, _job: sheet_conflicts.settle(desk, public_id, appraiser, version.key),
            lambda _: self._settled(one),
            self._failed,
        )

    def _settled(self, one: Conflict) -> None:
        self._session.told.emit(tr("{number}: đã chọn một phiếu của {name}; các phiếu kia vẫn được giữ.",
                                   number=one.stored.initiative.number, name=one.appraiser))  # fmt: skip
        self.banner.clear()
        self.refresh()

    def _failed(self, error: Exception) -> None:
        self.banner.say("error", of_error(error))
        self.refresh()

    def _arrived(self, found: list[Conflict]) -> None:
        self.found = found
        places = {id(one): place for place, one in enumerate(found)}
        self.table.refresh(Keyed(found, lambda one: places[id(one)]))
        self._stack.setCurrentIndex(1 if found else 0)
        if found and self.table.current_id() is None:
            self.table.select_row(0)
        self._show()

    def _show(self) -> None:
        one = self.current()
        for column in self.columns:
            self._row.removeWidget(column)
            column.hide()
            column.deleteLater()
        self.columns = []
        show_if(self._pane, one is not None)
        if one is None:
            return
        initiative = one.stored.initiative
        self._pane.set_title(initiative.number)
        self._title.setText(initiative.title)
        self.why.say("info", sentence("conflict_hidden", {"number": initiative.number}) if one.hidden else "")
        self._said.setText(tr("{name} có {n} phiếu khác nhau. Hỏi lại người thẩm định nếu chưa rõ; không có ngày giờ "
                              "nào quyết định thay.", name=one.appraiser, n=one.count))  # fmt: skip
        rubric = Packs(self._session.screen).of(initiative).rubric
        self._put(one.versions, rubric)

    def _put(self, versions: Sequence[Version], rubric: Rubric) -> None:
        for number, version in enumerate(versions, 1):
            column = VersionColumn(version, rubric, number)
            column.take.clicked.connect(lambda _=False, version=version: self.accept(version))
            self._row.insertWidget(number - 1, column, 1)
            column.show()
            self.columns.append(column)

    def _build(self) -> None:
        listed = Card()
        listed.fill(self.table)
        listed.foot().addWidget(self.back)
        listed.foot().addStretch(1)
        self._pane, self.why = Card(" ", ruled=True), Banner()
        scroll, across = Scroll(), QWidget()
        self._row = QHBoxLayout(across)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(12)
        self._row.addStretch(0)
        self._title, self._said = label("", "heading", wrap=True), label("", wrap=True)
        for part in (self.banner, self.why, self._title, self._said, across):
            scroll.body.addWidget(part)
        scroll.body.addStretch(1)
        self._pane.fill(scroll)
        for pane in (listed, self._pane):
            # The shares decide, not the longest line in either: two sheets beside each other need the room.
            pane.setSizePolicy(QSizePolicy.Policy.Ignored, pane.sizePolicy().verticalPolicy())
        self._stack = beside(self, self.empty, listed, self._pane, 30)


class VersionColumn(Card):
    """One of the sheets, with where it comes from and the button `take`."""

    def __init__(self, version: Version, rubric: Rubric, number: int, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self.version = version
        sheet = version.sheet
        self.body.addWidget(SheetBlock(sheet, rubric, tr("Phiếu {n}", n=number)))
        told = tr("Ghi lúc {at} theo đồng hồ máy đã chấm", at=when(sheet.filed_at))
        self.body.addWidget(label(told, "small", wrap=True))
        if version.clash:
            self.body.addWidget(label(tr("Cùng mã với phiếu đã có mà khác nội dung"), "warn", wrap=True))
        if sheet.settled_by:
            self.body.addWidget(label(tr("Đã được {name} chọn trước đây", name=sheet.settled_by), "small", wrap=True))
        self.body.addStretch(1)
        self.take = Button(tr("Nhận phiếu này"), look="primary")
        self.take.setObjectName(f"take_sheet_{number}")
        self.body.addWidget(self.take, 0, Qt.AlignmentFlag.AlignLeft)


def _cell(one: Conflict) -> Cell:
    initiative = one.stored.initiative
    second = tr("{name}: {n} phiếu khác nhau", name=one.appraiser, n=one.count)
    return Cell(f"{initiative.number}  {initiative.title}", second, second, tip=initiative.title)
