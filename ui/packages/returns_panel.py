"""«Trả lại»: what units are asked to mend and what they answered, results to tell, and what is asked of this unit."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from itertools import chain, islice
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from desktop import messages
from desktop.changes import Changes
from desktop.desk import Desk
from desktop.jobs import Job
from desktop.operations import award_packages, return_marks, return_packages
from desktop.operations.award_packages import Waiting as ResultsWaiting
from desktop.operations.packages_down import Sealed
from desktop.operations.return_marks import Seen
from desktop.operations.return_packages import Waiting
from domain.handover_labels import MARK_STATES
from ui.common.banner import Banner
from ui.common.buttons import Button
from ui.common.card import Card
from ui.common.empty import Empty
from ui.common.numbers import written
from ui.common.page_model import Cell, Column, Kind, PageModel, SequenceProvider
from ui.common.pieces import Pieces, at_once, one_by_one
from ui.common.scroll import Scroll
from ui.common.table import Table
from ui.initiatives.return_bars import field_words, state_pill
from ui.packages import pickers
from ui.packages.row_card import RowCard
from ui.packages.stick_button import StickButton
from ui.packages.wording import when
from ui.session import Session
from ui.words import tr

AT_ONCE, SHOWN = 2, 40  # cards of units
Told = tuple[list[Seen], list[Waiting], list[ResultsWaiting]]


class ReturnsPanel(QWidget):
    """Every mark at the left; at the right the units that have something to be told, each with its button.

    `to` is where the last package was put, for the button that opens it. `counted()` when `still_open` is known anew.
    """

    record_asked = Signal(object)
    counted = Signal()

    def __init__(self, session: Session, parent: QWidget | None = None, *, later: bool = False) -> None:
        """`later`: whoever makes it goes through `pieces` before anything is asked of it."""
        super().__init__(parent)
        self._session = session
        self.seen: list[Seen] = []
        self.to: Path | None = None
        self._job: Job | None = None
        self.cards: list[RowCard] = []
        self._told: tuple[list[Waiting], list[ResultsWaiting]] = [], []
        self._rest: list[Callable[[], RowCard]] = []
        self.seal_buttons: dict[str, Button] = {}
        self.pieces = self._make()
        if not later:
            at_once(self.pieces)

    def _make(self) -> Pieces:
        self.banner = Banner()
        self.stick = StickButton(self._session, self.banner)
        self._model = PageModel(_columns(), SequenceProvider[Seen](), self)
        self.table = Table(self._model, tr("Mục trả lại để sửa"))
        self.table.opened.connect(self._open)
        yield
        self.empty = Empty(
            "arrow_undo",
            tr("Chưa có mục nào phải sửa"),
            tr("Cấp trên: mở một sáng kiến đã nhận, bấm «Đánh dấu mục cần sửa…». "
               "Đơn vị: gói trả lại của cấp trên nhận ở nút «Nhận gói…»."),
        )  # fmt: skip
        yield
        self._lay_out()
        self.banner.clicked.connect(self._show_folder)

    def refresh(self) -> None:
        """Reads the marks again and whom they and results wait for, beside the screen: a province has given awards to
        tens of thousands."""
        if self._job is not None:
            self._job.cancel()
        self._job = self._session.beside(lambda desk, _job: _told(desk), self._found, self._failed)

    @property
    def still_open(self) -> int:
        """How many marks stand open, as last read."""
        return sum(one.mark.is_open for one in self.seen)

    def _found(self, told: Told) -> None:
        self._job = None
        seen, waiting, results = told
        if seen != self.seen:
            self.seen = seen
            self.table.refresh(SequenceProvider(self.seen))
        if (waiting, results) != self._told:
            self._told = waiting, results
            self._show_cards(waiting, results)
        self._stack.setCurrentIndex(1 if self.seen or results else 0)
        self.counted.emit()

    def seal(self, unit_code: str, to: Path) -> None:
        """Puts the return package of a unit into a folder."""
        self._do(to, lambda desk, _job: return_packages.seal(desk, unit_code, to))

    def seal_results(self, unit_code: str, to: Path) -> None:
        """Puts the package of results of a unit into a folder."""
        self._do(to, lambda desk, _job: award_packages.seal(desk, unit_code, to))

    def _do(self, to: Path, work: Callable[..., Sealed]) -> None:
        self.banner.clear()
        self.stick.show_for(None)
        self._session.do(work, lambda done: self._sealed(to, done), self._failed)

    def _sealed(self, to: Path, done: Sealed) -> None:
        self.to = to
        self.banner.say("ok", tr("Đã ghi {name}, đọc lại và khớp.", name=done.path.name),
                        tr("Mở thư mục"))  # fmt: skip
        self.stick.show_for(done.path)

    def _failed(self, error: Exception) -> None:
        self.banner.say("error", messages.of_error(error))

    def _show_folder(self) -> None:
        if self.to is not None:
            pickers.show_folder(self.to)

    def _show_cards(self, waiting: list[Waiting], results: list[ResultsWaiting]) -> None:
        for card in self.cards:
            self._scroll.body.removeWidget(card)
            card.hide()
            card.deleteLater()
        self.seal_buttons = {}
        self.cards = shown = list[RowCard]()
        self._rest = []
        self._say_more()
        self._right.setVisible(bool(waiting or results))
        one_by_one(self._cards_of(waiting, results), self, lambda: self.cards is shown)

    def _cards_of(self, waiting: list[Waiting], results: list[ResultsWaiting]) -> Pieces:
        """The first of them at once, the others while the window answers; of hundreds the rest when it is asked for."""
        making = chain((partial(self._return_card, one) for one in waiting),
                       (partial(self._results_card, one) for one in results))  # fmt: skip
        for number, make in enumerate(islice(making, SHOWN), 1):
            self._add_card(make())
            if number >= AT_ONCE:
                yield
        self._rest = list(making)
        self._say_more()

    def _add_card(self, card: RowCard) -> None:
        self._scroll.body.insertWidget(len(self.cards), card)
        self.cards.append(card)
        card.show()

    def _say_more(self) -> None:
        self.more.setText(tr("Hiện thêm ({n} đơn vị nữa)", n=written(len(self._rest))))
        self.more.setVisible(bool(self._rest))

    def _show_more(self) -> None:
        shown, rest = self.cards, self._rest
        one_by_one(self._more_of(rest), self, lambda: self.cards is shown and self._rest is rest)

    def _more_of(self, rest: list[Callable[[], RowCard]]) -> Pieces:
        for make in rest[:SHOWN]:
            self._add_card(make())
            yield
        self._rest = rest[SHOWN:]
        self._say_more()

    def _return_card(self, one: Waiting) -> RowCard:
        told = [tr("{n} mục chưa gửi", n=one.noted) if one.noted else "",
                tr("{n} mục chờ trả lời", n=one.sent) if one.sent else "",
                tr("{n} yêu cầu đã rút", n=one.withdrawn) if one.withdrawn else ""]  # fmt: skip
        lines = ["  ·  ".join(filter(None, told))]
        if one.at:
            lines.append(tr("Gói trả lại gần nhất: {at}", at=when(one.at)))
        if one.now:
            lines.append(tr("Đơn vị đã kết thúc, nay thuộc {unit}: gửi tới nơi giữ sổ cũ.", unit=one.now))
        pressed = Button(tr("Xuất gói…"), "usb_stick", "primary" if one.to_seal else "")
        pressed.setAccessibleName(tr("Xuất gói trả lại cho {unit}", unit=one.unit_name or one.unit_code))
        pressed.clicked.connect(lambda: self._pick(one.unit_code, self.seal))
        self.seal_buttons[one.unit_code] = pressed
        return RowCard("arrow_undo", "warn" if one.to_seal else "muted", one.unit_name or one.unit_code, lines,
                       [pressed], self)  # fmt: skip

    def _results_card(self, one: ResultsWaiting) -> RowCard:
        told = [tr("{n} sáng kiến đã chuyển lên trên", n=one.considered) if one.considered else "",
                tr("{n} khen thưởng", n=one.awards) if one.awards else ""]  # fmt: skip
        lines = ["  ·  ".join(filter(None, told))]
        if one.at:
            lines.append(tr("Đã báo lần gần nhất: {at}", at=when(one.at)))
        pressed = Button(tr("Xuất gói…"), "usb_stick")
        name = one.unit_name or one.unit_code
        pressed.setAccessibleName(tr("Xuất gói kết quả cho {unit}", unit=name))
        pressed.clicked.connect(lambda: self._pick(one.unit_code, self.seal_results))
        self.seal_buttons[f"{one.unit_code}.results"] = pressed
        return RowCard("certificate", "accent", tr("Kết quả cho {unit}", unit=name), lines, [pressed], self)

    def _pick(self, unit_code: str, seal: Callable[[str, Path], None]) -> None:
        to = pickers.folder(self, tr("Ghi gói vào"))
        if to is not None:
            seal(unit_code, to)

    def _open(self, place: object) -> None:
        if isinstance(place, int) and place < len(self.seen):
            one = self.seen[place]
            self.record_asked.emit((one.row_id, one.mark.field or "title"))

    def _lay_out(self) -> None:
        left, self._right = Card(), QWidget()
        left.fill(self.table)
        self._scroll = Scroll()
        self._scroll.body.setContentsMargins(0, 0, 4, 0)
        self.more = Button("", "chevron_down")
        self.more.clicked.connect(self._show_more)
        self.more.hide()
        self._scroll.body.addWidget(self.more)
        self._scroll.body.addStretch(1)
        right = QVBoxLayout(self._right)
        right.setContentsMargins(0, 0, 0, 0)
        right.addWidget(self._scroll)
        self._right.hide()
        both = QWidget()
        row = QHBoxLayout(both)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(12)
        row.addWidget(left, 5)
        row.addWidget(self._right, 4)
        self._stack = QStackedWidget()
        self._stack.addWidget(self.empty)
        self._stack.addWidget(both)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(10)
        column.addWidget(self.banner)
        column.addWidget(self.stick, 0, Qt.AlignmentFlag.AlignLeft)
        column.addWidget(self._stack, 1)


def touched(changes: Changes) -> bool:
    """Whether what stands here may have changed."""
    return bool(changes.topics & {"returns", "packages", "awards"})


def _told(desk: Desk) -> Told:
    seen = sorted(return_marks.everything(desk, open_only=False), key=lambda one: not one.mark.is_open)
    return seen, return_packages.waiting(desk), award_packages.waiting(desk)


def _columns() -> list[Column[Seen]]:
    widest = max((tr(words) for words in MARK_STATES.values()), key=len)
    return [
        Column(tr("Mục cần sửa"), _cell, Kind.TWO_LINES),
        Column(tr("Tình trạng"), lambda one: Cell(mark=state_pill(one.state)), Kind.PILL, sample=widest),
    ]


def _cell(one: Seen) -> Cell:
    said = tr("Trả lời: {words}", words=one.mark.answer) if one.mark.answer else ""
    if one.mark.mended:
        said = "  ·  ".join(filter(None, (tr("Đã sửa"), said)))
    who = one.mark.unit_name if one.mark.out else tr("{union} yêu cầu", union=one.mark.unit_name)
    second = "  ·  ".join(filter(None, (one.number, field_words(one.mark.field), who, said)))
    return Cell(one.mark.reason, second, second, tip=f"{one.title}\n{one.mark.reason}")
