"""«Bảng đơn vị»: who has sent, who is late, what is missing or refused, and the text of a reminder to be copied."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from pathlib import Path

from PySide6.QtCore import QSignalBlocker, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from desktop import messages
from desktop.jobs import Job
from desktop.operations import unit_standings
from desktop.operations.unit_standings import Standing, UnitLine
from domain import dates
from domain.handover_labels import UNIT_STANDINGS
from domain.reminder import Gone
from ui.common.banner import Banner
from ui.common.buttons import Button, Chips
from ui.common.card import Card
from ui.common.editors import SearchEdit, TextEdit, written_day
from ui.common.labels import label
from ui.common.numbers import written
from ui.common.page_model import Cell, Column, Kind, PageModel, SequenceProvider
from ui.common.pieces import Pieces, draw_later, laid_out_once
from ui.common.pill import Mark, Pill
from ui.common.scroll import Scroll
from ui.common.table import Table
from ui.packages import pickers
from ui.packages.facts import Facts
from ui.packages.wording import gaps_words
from ui.session import Session
from ui.words import tr

_MARKS = {
    Standing.LATE: ("clock", "error"),
    Standing.EMPTY: ("mail_inbox", "warn"),
    Standing.GAPS: ("warning", "warn"),
    Standing.REFUSED: ("error_circle", "error"),
    Standing.RETURNED: ("arrow_undo", "info"),
    Standing.ENDED: ("dismiss", "neutral"),
    Standing.SENT: ("checkmark_circle", "ok"),
}
ALL = "all"


def standing_mark(one: Standing) -> Mark:
    """How a unit stands, as a pill."""
    icon, tone = _MARKS[one]
    return Mark(tr(UNIT_STANDINGS[str(one)]), icon, tone)


def _counted(lines: list[UnitLine]) -> tuple[list[UnitLine], Mapping[str, int]]:
    """With how many show each standing: of thousands that takes some time too."""
    return lines, unit_standings.counts(lines)


class UnitsPanel(QWidget):
    """`list_asked(code, name)` opens the initiatives of a unit."""

    list_asked = Signal(str, str)

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._job: Job | None = None
        self.every: list[UnitLine] = []
        self.rows: list[UnitLine] = []
        self._counts: Mapping[str, int] = Counter()
        self._order = "worst"
        self.banner = Banner()
        self.chips = Chips(tr("Lọc theo tình trạng"))
        self.search = SearchEdit(tr("Tìm đơn vị"), tr("Tìm đơn vị"))
        self.copy_all_button = Button("", "copy")
        self.export = Button(tr("Xuất Excel…"), "document_table")
        self._model = PageModel(_columns(), SequenceProvider[UnitLine](), self)
        self.table = Table(self._model, tr("Bảng đơn vị"))
        self._lay_out()
        self._connect()
        self.pieces = self._chips()

    def _chips(self) -> Pieces:
        """Makes the chips before the figures come, which would make them all at once."""
        known = [(ALL, tr("Tất cả"), None), *((str(one), tr(UNIT_STANDINGS[str(one)]), None) for one in Standing)]
        for several in (known[:4], known, known[:1]):
            self.chips.set_chips(several)
            yield

    def refresh(self) -> None:
        """Reads the board anew, beside the screen."""
        if self._job is not None:
            self._job.cancel()
        order = self._order
        self._job = self._session.beside(
            lambda desk, _job: _counted(unit_standings.lines(desk, sort=order)), self._found, self._failed
        )

    def write_to(self, target: Path) -> None:
        """Writes what the table shows."""
        rows = list(self.rows)
        self._session.do(
            lambda desk, _job: unit_standings.write(desk, rows, target),
            lambda path: self.banner.say("ok", tr("Đã ghi {path}.", path=str(path))),
            self._failed,
        )

    def current(self) -> UnitLine | None:
        place = self.table.current_id()
        return self.rows[place] if place is not None and place < len(self.rows) else None

    def copy_reminder(self) -> None:
        """The text of the reminder onto the clipboard."""
        QGuiApplication.clipboard().setText(self.reminder.value())
        self._session.told.emit(tr("Đã chép lời nhắc. Dán vào thư hoặc tin nhắn."))

    def copy_all(self) -> None:
        """The reminders of all units of the list that want one, onto the clipboard."""
        rows = list(self.rows)
        self._session.beside(lambda desk, _job: unit_standings.reminders(desk, rows), self._copied, self._failed)

    def _copied(self, words: str) -> None:
        QGuiApplication.clipboard().setText(words)
        n = sum(one.wants_reminding for one in self.rows)
        self._session.told.emit(tr("Đã chép {n} lời nhắc. Dán vào thư hoặc tin nhắn.", n=written(n)))

    def _found(self, found: tuple[list[UnitLine], Mapping[str, int]]) -> None:
        self._job = None
        self.every, self._counts = found
        with laid_out_once(self):
            self._narrow()
        draw_later(self.table)

    def _narrow(self) -> None:
        """Shows what chip and search let through."""
        chosen, words = self.chips.current() or ALL, self.search.value()
        told = self._counts
        shown: list[tuple[str, str, int | None]] = [(ALL, tr("Tất cả"), told[""])]
        shown += [(str(one), tr(UNIT_STANDINGS[str(one)]), told[str(one)]) for one in Standing
                  if told[str(one)] or str(one) == chosen]  # fmt: skip
        self.chips.set_chips(shown)
        standing = "" if chosen == ALL else chosen
        self.rows = unit_standings.chosen(self.every, standing=standing, query=words)
        self.table.refresh(SequenceProvider(self.rows))
        if self.rows and self.table.current_id() is None:
            with QSignalBlocker(self.table):
                self.table.select_row(0)
        self._picked(self.table.current_id())
        self.export.setEnabled(bool(self.rows))
        wanting = sum(one.wants_reminding for one in self.rows)
        self.copy_all_button.setText(tr("Chép cả {n} lời nhắc", n=written(wanting)))
        self.copy_all_button.setEnabled(wanting > 0)

    def _picked(self, _place: object) -> None:
        line = self.current()
        for part in (self.list_button, self.copy_button):
            part.setEnabled(line is not None)
        self._pills.setVisible(line is not None)
        if line is None:
            self._title.setText(tr("Không có đơn vị nào ở mục này"))
            self.facts.set_rows([])
            self.reminder.set_value("")
            return
        self._title.setText(line.name)
        self._show_pills(line.standings)
        self.facts.set_rows(_facts(line))
        wanted = line
        self._session.beside(
            lambda desk, _job: unit_standings.remind(desk, wanted) if wanted.wants_reminding else "",
            lambda words: self.reminder.set_value(words) if self.current() is wanted else None,
            self._failed,
        )

    def _show_pills(self, standings: Sequence[Standing]) -> None:
        while (item := self._pill_row.takeAt(0)) is not None:
            old = item.widget()
            if old is not None:
                old.hide()
                old.deleteLater()
        for one in standings:
            self._pill_row.addWidget(Pill(standing_mark(one)))
        self._pill_row.addStretch(1)

    def _failed(self, error: Exception) -> None:
        self.banner.say("error", messages.of_error(error))

    def _pick(self) -> None:
        target = pickers.new_file(self, tr("Ghi bảng đơn vị"), "bang-don-vi.xlsx", "Excel (*.xlsx)")
        if target is not None:
            self.write_to(target)

    def _sort(self, key: str, descending: bool) -> None:
        self._order = f"-{key}" if descending else key
        self.refresh()

    def _open_list(self) -> None:
        line = self.current()
        if line is not None:
            self.list_asked.emit(line.code, line.name)

    def _connect(self) -> None:
        self.chips.chosen.connect(lambda _key: self._narrow())
        self.search.edited.connect(lambda _words: self._narrow())
        self.table.picked.connect(self._picked)
        self.table.opened.connect(lambda _place: self._open_list())
        self.table.sort_asked.connect(self._sort)
        self.export.clicked.connect(self._pick)
        self.list_button.clicked.connect(self._open_list)
        self.copy_button.clicked.connect(self.copy_reminder)
        self.copy_all_button.clicked.connect(self.copy_all)

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.setSpacing(10)
        head.addWidget(self.chips, 1)
        head.addWidget(self.search)
        head.addWidget(self.export)
        left = Card()
        left.fill(self.table)
        below = left.foot()
        below.addStretch(1)
        below.addWidget(self.copy_all_button)
        row = QHBoxLayout()
        row.setSpacing(12)
        row.addWidget(left, 3)
        row.addWidget(self._detail(), 2)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(10)
        column.addWidget(self.banner)
        column.addLayout(head)
        column.addLayout(row, 1)

    def _detail(self) -> Card:
        card = Card()
        self._title = label("", "heading", wrap=True)
        self._pills = QWidget()
        self._pill_row = QHBoxLayout(self._pills)
        self._pill_row.setContentsMargins(0, 0, 0, 0)
        self._pill_row.setSpacing(6)
        self.facts = Facts(stacked=True)
        self.reminder = TextEdit(tr("Đơn vị này không cần nhắc."), 0, 6)
        self.reminder.setReadOnly(True)
        self.reminder.setAccessibleName(tr("Lời nhắc"))
        scroll = Scroll()
        for part in (self._title, self._pills, self.facts, label(tr("Lời nhắc"), "label"), self.reminder):
            scroll.body.addWidget(part)
        scroll.body.addStretch(1)
        card.fill(scroll)
        self.list_button = Button(tr("Sáng kiến"), "lightbulb")
        self.copy_button = Button(tr("Chép lời nhắc"), "copy")
        foot = card.foot()
        foot.addWidget(self.copy_button, 1)
        foot.addWidget(self.list_button)
        return card


def _facts(line: UnitLine) -> list[tuple[str, str]]:
    due = written_day(line.due_on) if line.due_on else ""
    return [
        (tr("Mã đơn vị"), line.code),
        (tr("Thuộc"), line.upper),
        (tr("Hạn nộp"), due + (tr(" – đã trễ") if line.late else "") if due else ""),
        (tr("Đã gửi"), tr("{n} gói, {m} sáng kiến", n=line.packages, m=written(line.initiatives))),
        (tr("Gồm cả"), "\n".join(map(_gone, line.gone))),
        (tr("Chuyển tiếp"), tr("{n} lần, gói của các đơn vị bên dưới", n=line.carriers) if line.carriers else ""),
        (tr("Gói cuối tới"), dates.shown_time(line.last_at) if line.last_at else ""),
        (tr("Biên nhận cuối"), dates.shown_time(line.receipt_at) if line.receipt_at else ""),
        (tr("Thứ tự gói"), gaps_words(line.gaps)),
        (tr("Không nhận"), tr("{n} tệp", n=line.refused) if line.refused else ""),
        (tr("Chờ sửa"), tr("{n} mục", n=line.returned) if line.returned else ""),
        (tr("Đã giải thể"), written_day(line.ended_on) if line.ended_on else ""),
    ]


def _gone(one: Gone) -> str:
    """A unit that stands with this one: since when, what came from it, and what it still owes."""
    day = written_day(one.ended_on) if one.ended_on else ""
    if one.merged:
        what = tr("{name} ({code}), sáp nhập {day}", name=one.name, code=one.code, day=day)
    else:
        what = tr("{name} ({code}), giải thể {day}", name=one.name, code=one.code, day=day)
    parts = [what, tr("{n} gói, {m} sáng kiến", n=one.packages, m=written(one.initiatives))]
    if one.owes:
        owed = [gaps_words(one.gaps), tr("{n} tệp không nhận", n=one.refused) if one.refused else "",
                tr("{n} mục chờ sửa", n=one.returned) if one.returned else ""]  # fmt: skip
        parts.append(tr("còn nợ: {what}", what=", ".join(filter(None, owed))))
    return "; ".join(parts)


def _columns() -> list[Column[UnitLine]]:
    widest = max((tr(words) for words in UNIT_STANDINGS.values()), key=len)
    return [
        Column(tr("Đơn vị"), _cell, Kind.TWO_LINES, sort="name"),
        Column(tr("Sáng kiến"), lambda one: Cell(written(one.initiatives)), Kind.MONEY, sort="initiatives",
               sample="170.000", fold_below=64),
        Column(tr("Gói"), lambda one: Cell(written(one.packages)), Kind.MONEY, sort="packages", sample="1.000",
               fold_below=72),
        Column(tr("Tình trạng"), lambda one: Cell(mark=standing_mark(one.standings[0])), Kind.PILL, sort="worst",
               sample=widest),
    ]  # fmt: skip


def _cell(line: UnitLine) -> Cell:
    last = tr("gói cuối {day}", day=written_day(dates.civil_day(line.last_at))) if line.last_at else ""
    more = [tr(UNIT_STANDINGS[str(one)]).lower() for one in line.standings[1:] if one is not Standing.SENT]
    gone = tr("gồm {n} đơn vị đã gộp", n=len(line.gone)) if line.gone else ""
    second = "  ·  ".join(filter(None, (line.code, gone, line.upper, last, *more)))
    count = tr("{n} sáng kiến", n=written(line.initiatives))
    return Cell(line.name, second, "  ·  ".join(filter(None, (line.code, count, last, *more))), tip=line.name)
