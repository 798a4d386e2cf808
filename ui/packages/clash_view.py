"""Conflicts: a record that came twice under one revision, both side by side, and a person says which one is kept."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from desktop import messages
from desktop.changes import Changes
from desktop.operations import clashes, return_marks
from desktop.operations.clashes import BELOW, HELD, TOLD, Clash
from ui.common.banner import Banner
from ui.common.buttons import Button
from ui.common.card import Card
from ui.common.labels import label, show_if
from ui.common.page_head import PageHead
from ui.common.page_model import Cell, Column, Kind, PageModel, SequenceProvider
from ui.common.scroll import Scroll
from ui.common.table import Table
from ui.packages.facts import Facts
from ui.packages.record_view import field_name, words_of
from ui.packages.wording import when
from ui.session import Session
from ui.words import tr


class ClashView(QWidget):
    """`closed` to go back. Every conflict nobody has settled, field by field."""

    closed = Signal()

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self.found: list[Clash] = []
        self.close_button = Button(tr("Đóng"), "dismiss")
        self.close_button.clicked.connect(self.closed)
        self.banner = Banner()
        self.banner.clicked.connect(lambda: session.asked.emit("packages", "returns"))
        columns: list[Column[Clash]] = [Column(tr("Sáng kiến xung đột"), _cell, Kind.TWO_LINES)]
        self._model = PageModel(columns, SequenceProvider[Clash](), self)
        self.table = Table(self._model, tr("Sáng kiến xung đột"))
        self.table.picked.connect(self._picked)
        self.table.opened.connect(lambda _place: self.follow())
        left = Card()
        left.fill(self.table)
        row = QHBoxLayout()
        row.setSpacing(12)
        row.addWidget(left, 2)
        row.addWidget(self._detail(), 3)
        column = QVBoxLayout(self)
        column.setContentsMargins(18, 14, 18, 12)
        column.setSpacing(10)
        self.all_button = Button("", "checkmark")
        self.all_button.clicked.connect(self.follow_all)
        column.addWidget(PageHead(tr("Xung đột chờ quyết định"), None, (self.all_button, self.close_button)))
        column.addWidget(self.banner)
        column.addLayout(row, 1)
        session.changed.connect(self._changed)
        self.refresh()

    def refresh(self) -> None:
        """Reads them again; with none left it says so."""
        self.found = clashes.still_open(self._session.screen)
        self.table.refresh(SequenceProvider(self.found))
        if self.found and self.table.current_id() is None:
            self.table.select_row(0)
        self._picked(self.table.current_id())
        if not self.found:
            self._say_what_is_next()

    def current(self) -> Clash | None:
        place = self.table.current_id()
        return self.found[place] if place is not None and place < len(self.found) else None

    def settle(self, keep: str) -> None:
        """Keeps the record held, or puts the package's in its place."""
        clash = self.current()
        if clash is not None:
            self._session.do(
                lambda desk, _job: clashes.settle(desk, clash.no, keep),
                lambda _: self._settled(clash, keep),
                self._failed,
            )

    def follow(self) -> None:
        """Takes over what the union below decided of the conflict chosen; without a decision it does nothing."""
        clash = self.current()
        if clash is not None and clash.below is not None:
            self.settle(BELOW)

    def follow_all(self) -> None:
        """Takes over every decision from below."""
        self._session.do(lambda desk, _job: clashes.follow_all(desk), self._all_settled, self._failed)

    def _all_settled(self, done: tuple[int, Changes]) -> None:
        left = tr("còn {n} xung đột.", n=len(self.found)) if self.found else tr("đã xử lý hết.")
        self._session.told.emit(tr("Đã theo {n} quyết định của cấp dưới", n=done[0]) + f"; {left}")

    def _say_what_is_next(self) -> None:
        """Whoever is to be told of a record that was kept has to be handed a package."""
        if any(one.mark.out and one.mark.package_id is None for one in return_marks.everything(self._session.screen)):
            words = tr("Đã xử lý hết xung đột. Việc tiếp theo: xuất gói trả lại để báo đơn vị sửa cho khớp.")
            self.banner.say("ok", words, tr("Mở mục Trả lại"))
        else:
            self.banner.say("ok", tr("Không còn xung đột nào. Bấm «Đóng» để về trang Gói."))

    def _settled(self, clash: Clash, keep: str) -> None:
        if keep == BELOW and clash.below is not None:
            keep = clash.below.keep
        if keep == HELD and clashes.unit_is_asked(self._session.screen, clash.row_id):
            told = tr("{number}: giữ bản đang có, đã ghi yêu cầu đơn vị sửa cho khớp", number=clash.number)
        elif keep == HELD:
            told = tr("{number}: giữ bản đang có", number=clash.number)
        else:
            told = tr("{number}: lấy bản trong gói", number=clash.number)
        left = tr("còn {n} xung đột.", n=len(self.found)) if self.found else tr("đã xử lý hết.")
        self._session.told.emit(f"{told}; {left}")

    def _changed(self, changes: Changes) -> None:
        if changes.touches("packages"):
            self.refresh()

    def _failed(self, error: Exception) -> None:
        self.banner.say("error", messages.of_error(error))

    def _picked(self, _place: object) -> None:
        clash = self.current()
        for pressed in (self.held_button, self.told_button):
            pressed.setEnabled(clash is not None)
        self._show_decided(clash)
        if clash is None:
            self._title.setText("")
            self._hint.hide()
            self.facts.set_rows([])
            return
        self._hint.show()
        self._title.setText(f"{clash.number}  ·  {clash.title}")
        self.facts.set_rows([(field_name(name), _both(name, held, told)) for name, held, told in clash.fields])

    def _show_decided(self, clash: Clash | None) -> None:
        below, n = clash.below if clash else None, sum(one.below is not None for one in self.found)
        show_if(self.decided, below is not None)
        show_if(self.below_button, below is not None)
        show_if(self.all_button, n > 1)
        self.all_button.setText(tr("Theo cả {n} quyết định của cấp dưới", n=n))
        if below is None:
            return
        facts = {"unit": below.unit_name, "who": below.by, "day": when(below.at)}
        if below.keep == HELD:
            words = tr("{unit} đã quyết định về đúng hai bản này: giữ bản đang có ({who}, {day}).", **facts)
        else:
            words = tr("{unit} đã quyết định về đúng hai bản này: lấy bản trong gói ({who}, {day}).", **facts)
        self.decided.setText(f"{words} {tr('Enter để theo, hoặc chọn khác đi.')}")

    def _detail(self) -> Card:
        card = Card()
        self._title = label("", "heading", wrap=True)
        self.facts = Facts(stacked=True)
        scroll = Scroll()
        scroll.body.addWidget(self._title)
        told = tr("Hai bản cùng lần sửa mà khác nhau. Hỏi đơn vị bản nào đúng rồi chọn.")
        self._hint = label(told, "muted", wrap=True)
        scroll.body.addWidget(self._hint)
        self.decided = label("", "", wrap=True)
        scroll.body.addWidget(self.decided)
        scroll.body.addWidget(self.facts)
        scroll.body.addStretch(1)
        card.fill(scroll)
        self.held_button = Button(tr("Giữ bản đang có"), "checkmark")
        self.told_button = Button(tr("Lấy bản trong gói"), "arrow_import")
        self.held_button.clicked.connect(lambda: self.settle(HELD))
        self.told_button.clicked.connect(lambda: self.settle(TOLD))
        self.below_button = Button(tr("Theo cấp dưới"), "checkmark", "primary")
        self.below_button.clicked.connect(self.follow)
        foot = card.foot()
        foot.addStretch(1)
        foot.addWidget(self.told_button)
        foot.addWidget(self.held_button)
        foot.addWidget(self.below_button)
        return card


def _both(name: str, held: object, told: object) -> str:
    here = words_of(name, held, None) or tr("(trống)")
    there = words_of(name, told, None) or tr("(trống)")
    return tr("Đang có: {held}\nTrong gói: {told}", held=here, told=there)


def _cell(clash: Clash) -> Cell:
    decided = tr("cấp dưới đã quyết") if clash.below else ""
    told = (decided, clash.number, tr("gói số {seq}", seq=clash.seq), clash.unit_name)
    second = "  ·  ".join(filter(None, told))
    return Cell(clash.title, second, second, tip=clash.title)
