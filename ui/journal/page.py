"""«Nhật ký»: who did what to which record when, from what to what and why; and whether the journal is whole."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from desktop import messages
from desktop.changes import Changes
from desktop.desk import Desk
from desktop.operations import journal
from desktop.operations.journal import Entry, Search, Verdict
from domain import dates, journal_words
from ui.common.banner import Banner
from ui.common.buttons import button
from ui.common.card import Card
from ui.common.choices import Choice
from ui.common.editors import SearchEdit
from ui.common.empty import Empty
from ui.common.labels import label, show_if
from ui.common.numbers import written
from ui.common.page_head import PageHead
from ui.common.page_model import Cell, Column, Kind, PageModel, SequenceProvider
from ui.common.progress import ProgressPanel
from ui.common.table import Table
from ui.session import Session
from ui.words import tr

MOST = 5_000  # lines in the list; whoever looks for older ones asks more closely, or exports


class Lines:
    """A provider over lines that were found, by their numbers."""

    def __init__(self, screen: Desk, found: Sequence[int]) -> None:
        self._screen, self._found = screen, found

    def total(self) -> int:
        return len(self._found)

    def ids(self, offset: int, limit: int) -> Sequence[int]:
        return self._found[offset : offset + limit]

    def rows(self, ids: Sequence[int]) -> Sequence[Entry]:
        return journal.entries(self._screen, ids)


class JournalPage(QWidget):
    """`refresh` looks again. Below the list stands what the chosen line tells."""

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self.setProperty("look", "page")
        self.search = SearchEdit(tr("Tìm việc, số hoặc tên sáng kiến"))
        self.who, self.operation = Choice([("", tr("Mọi người"))]), Choice([("", tr("Mọi việc"))])
        self.who.setAccessibleName(tr("Ai làm"))
        self.operation.setAccessibleName(tr("Việc gì"))
        self.check = button(
            tr("Kiểm tra"),
            "shield_checkmark",
            tip=tr("Từng dòng so với dòng trước, với các gói đã gửi và các bản sao lưu"),
        )
        self.export = button(tr("Xuất…"), "arrow_export")
        self.check.clicked.connect(self.verify)
        self.export.clicked.connect(self._ask_where)
        self.banner = Banner()
        self.progress = ProgressPanel(tr("Đang đọc từng dòng nhật ký…"))
        self.progress.hide()
        self.progress.ended.connect(lambda _how: show_if(self.progress, False))
        self.model: PageModel[Entry] = PageModel(_columns(session.screen), SequenceProvider[Entry](), self)
        self.table = Table(self.model, tr("Nhật ký"))
        self.table.selected.connect(self._show_line)
        self.count = label("", "muted")
        self.told = label("", wrap=True)
        self._lay_out()
        for part in (self.search, self.who, self.operation):
            part.edited.connect(lambda *_told: self.refresh())
        session.changed.connect(self._changed)
        self.setFocusProxy(self.search)
        self._stale = False
        self._offer()
        self.refresh()

    def open(self, _what: object) -> None:
        self.refresh()

    def wanted(self) -> Search:
        return journal.search(self.search.value(), self.who.value(), self.operation.value())

    def refresh(self) -> None:
        wanted = self.wanted()
        self._session.look(
            lambda desk: (journal.ids(desk, wanted, MOST), journal.total(desk, wanted)), self._found, self._failed
        )

    def verify(self) -> None:
        """Reads the whole journal, off the screen's thread."""
        self.banner.clear()
        show_if(self.progress, True)
        self.progress.watch(self._session.beside(lambda desk, job: journal.verify(desk, step=job.step), self._verified,
                                   self._failed))  # fmt: skip

    def export_to(self, target: Path) -> None:
        wanted = self.wanted()
        show_if(self.progress, True)
        self.progress.watch(self._session.beside(lambda desk, job: journal.export(desk, target, wanted, step=job.step),
            lambda count: self.banner.say("ok", tr("Đã xuất {n} dòng vào {path}.", n=written(count), path=str(target))),
            self._failed,
        ))  # fmt: skip

    def _ask_where(self) -> None:
        kinds = {
            tr("Nhật ký để kiểm tra lại (*.jsonl)"): ".jsonl",
            tr("Sổ tính Excel, theo những gì đang lọc (*.xlsx)"): ".xlsx",
        }
        usual = str(Path.home() / "nhat-ky-so-sang-kien.jsonl")
        name, kind = QFileDialog.getSaveFileName(self, tr("Xuất nhật ký"), usual, ";;".join(kinds))
        if name:
            target = Path(name)
            self.export_to(target.with_suffix(kinds.get(kind, ".jsonl")))

    def _found(self, found: tuple[list[int], int]) -> None:
        ids, total = found
        self.table.refresh(Lines(self._session.screen, ids))
        self.stack.setCurrentIndex(0 if ids else 1)
        more = tr("{n} dòng mới nhất trong {total}", n=written(len(ids)), total=written(total))
        self.count.setText(more if total > len(ids) else tr("{n} dòng", n=written(total)))
        self._show_line()

    def _verified(self, found: Verdict) -> None:
        if not found.broken:
            words = tr(
                "Nhật ký còn nguyên: {n} dòng nối nhau, {erased} dòng đã bỏ dữ liệu cá nhân theo yêu cầu, "
                "khớp với {heads} gói đã gửi và bản sao lưu.",
                n=written(found.lines),
                erased=found.erased,
                heads=found.heads,
            )
            self.banner.say("ok", words)
            return
        first = found.broken[0]
        words = messages.sentence(first.code, {"id": first.id})
        more = tr("Và {n} chỗ khác.", n=len(found.broken) - 1) if len(found.broken) > 1 else ""
        self.banner.say("error", f"{words} {more}".strip())
        self.table.select_id(first.id)

    def _failed(self, error: Exception) -> None:
        self.banner.say("error", messages.of_error(error))

    def _show_line(self) -> None:
        chosen = self.table.current_id()
        found = journal.entries(self._session.screen, [chosen]) if chosen is not None else []
        words = journal.words(self._session.screen, found[0]) if found else ""
        self.told.setText(words or tr("Chọn một dòng để đọc trước, sau và lý do."))

    def _changed(self, changes: Changes) -> None:
        self._stale = True
        if changes.topics and self.isVisible():
            self._freshen()

    def showEvent(self, event: object) -> None:
        super().showEvent(event)  # type: ignore[arg-type]  # Qt's own
        if self._stale:
            self._freshen()

    def _freshen(self) -> None:
        self._stale = False
        self._offer()
        self.refresh()

    def _offer(self) -> None:
        """Whom and what the journal tells of today; what was chosen stays chosen."""
        screen = self._session.screen
        people = [(name, name) for name in journal.names(screen) if name]
        for choice, first, rest in ((self.who, tr("Mọi người"), people),
                                    (self.operation, tr("Mọi việc"), journal.operations(screen))):  # fmt: skip
            before = choice.value()
            choice.blockSignals(True)
            choice.set_items([("", first), *rest])
            choice.set_value(before)
            choice.blockSignals(False)

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(18, 14, 18, 12)
        column.setSpacing(10)
        column.addWidget(PageHead(tr("Nhật ký"), self.search, (self.check, self.export)))
        row = QHBoxLayout()
        row.setSpacing(10)
        row.addWidget(self.who)
        row.addWidget(self.operation)
        row.addStretch(1)
        row.addWidget(self.count)
        column.addLayout(row)
        column.addWidget(self.banner)
        column.addWidget(self.progress)
        self.stack = QStackedWidget()
        self.stack.addWidget(self.table)
        self.stack.addWidget(
            Empty("search", tr("Không có dòng nào"), tr("Thử bớt chữ, hoặc chọn mọi người, mọi việc."))
        )
        card = Card()
        card.fill(self.stack)
        column.addWidget(card, 1)
        self.told.setTextFormat(Qt.TextFormat.PlainText)
        self.told.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        below = Card()
        below.body.addWidget(self.told)
        column.addWidget(below)


def _columns(screen: Desk) -> tuple[Column[Entry], ...]:
    return (
        Column(tr("Lúc"), lambda one: Cell(dates.shown_time(one.at), muted=True), sample="00/00/0000 00:00"),
        Column(tr("Ai"), lambda one: Cell(one.who or "–"), sample="Nguyễn Thị Hoàng Oanh", fold_below=70),
        Column(tr("Việc"), lambda one: _work(screen, one), Kind.TWO_LINES),
        Column(
            tr("Về"),
            lambda one: Cell(one.record, tip=one.record),
            sample="SK-2022-0030 · Nguyen Thi Hoang Oanh",
            fold_below=90,
        ),
    )


def _work(screen: Desk, one: Entry) -> Cell:
    words = journal.words(screen, one)
    return Cell(
        journal_words.named(one.operation),
        words,
        "  ·  ".join(part for part in (one.who, one.record) if part),
        tip=words,
    )
