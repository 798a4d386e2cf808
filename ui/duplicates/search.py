"""«Tìm sáng kiến giống nhau»: the pairs of the whole register at the left, the two of one pair side by side."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QDialog, QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from desktop import messages
from desktop.desk import OFFICER, Desk
from desktop.jobs import Job
from desktop.operations import duplicates
from desktop.operations.duplicates import Listed
from domain.duplicate import Verdict
from domain.labels import DUPLICATE_VERDICTS
from ui import theme
from ui.common.banner import Banner
from ui.common.buttons import Button, Chips
from ui.common.card import Card
from ui.common.empty import Empty
from ui.common.labels import label
from ui.common.page_model import Cell, Column, Kind, PageModel, SequenceProvider
from ui.common.progress import ProgressPanel
from ui.common.table import Table
from ui.duplicates.comparison import Comparison
from ui.session import Session
from ui.words import tr

OPEN = "open"


class DuplicatesDialog(QDialog):
    """Shows the pairs of the last search at once; `record_asked(row id)` when one of a pair is to be opened."""

    record_asked = Signal(int)

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._next: Callable[[], None] | None = None
        self._searching, self._taken = False, 0
        self._reading: Job | None = None
        self._pairs: list[Listed] = []
        self.setWindowTitle(tr("Tìm sáng kiến giống nhau"))
        self.setProperty("look", "page")
        self.again = Button(tr("Tìm trong cả sổ"), "arrow_sync", "primary")
        self.progress = ProgressPanel(tr("Đang so từng sáng kiến"))
        self.banner = Banner()
        self.chips = Chips(tr("Đã xem chưa"))
        self._model: PageModel[tuple[Listed, str, str]] = PageModel(_columns(), SequenceProvider())
        self.table = Table(self._model, tr("Các cặp giống nhau"))
        self._model.setParent(self.table)
        self.comparison = Comparison(officer=session.screen.user.has(OFFICER))
        self._build()
        self.again.clicked.connect(self.search)
        self.progress.ended.connect(self._ended)
        self.chips.chosen.connect(lambda _key: self.show_pairs())
        self.table.picked.connect(lambda _id: self._show_pair())
        self.comparison.judged.connect(self._judge)
        self.comparison.reopened.connect(self._reopen)
        self.comparison.asked.connect(self._open)
        session.changed.connect(self._changed)
        self.show_pairs()

    def search(self) -> None:
        """Compares the whole register with itself; stopping keeps the pairs found before."""
        if self._searching:
            return
        self._searching, self._taken = True, 0
        self.banner.clear()
        self.again.hide()
        self.progress.show()
        self._catch_up()

    def show_pairs(self) -> None:
        """Reads the pairs again, beside the screen: a province may have thousands."""
        if self._reading is not None:
            self._reading.cancel()
        self._reading = self._session.beside(lambda desk, _job: duplicates.listed(desk), self._show_pairs, self._failed)

    def _show_pairs(self, everything: list[Listed]) -> None:
        """The pair in front stays, or the next takes its place."""
        self._reading = None
        at = max(0, self.table.currentIndex().row())
        counts = {key: sum(one.verdict == key for one in everything) for key in DUPLICATE_VERDICTS}
        chosen = self.chips.current() or OPEN
        self.chips.set_chips([(key or OPEN, tr(DUPLICATE_VERDICTS[key]), counts[key]) for key in DUPLICATE_VERDICTS])
        self.chips.choose(chosen)
        self._pairs = [one for one in everything if (one.verdict or OPEN) == chosen]
        self._model.refresh(_Provider(self._session.screen, self._pairs))
        self._stack.setCurrentWidget(self._found if self._pairs else self._nothing)
        self.table.select_row(min(at, len(self._pairs) - 1))
        self._show_pair()

    def _catch_up(self) -> None:
        """A portion at a time: what is typed meanwhile is saved between two of them."""
        done = self._taken
        job = self._session.do(lambda desk, job: _caught_up(desk, job, done), self._caught_up, self._failed)
        self.progress.watch(job, tr("Đang đọc các sáng kiến mới sửa"))

    def _caught_up(self, number: int) -> None:
        self._taken += number
        self._next = self._catch_up if number == duplicates.WATCHED_AT_ONCE else self._compare

    def _compare(self) -> None:
        job = self._session.beside(lambda desk, job: duplicates.search(desk, job.step), self._compared, self._failed)
        self.progress.watch(job, tr("Đang so từng sáng kiến"))

    def _compared(self, found: list[tuple[int, int, int, float]]) -> None:
        self._session.do(lambda desk, _job: duplicates.keep(desk, found), lambda _changes: self._kept(len(found)),
                         self._failed)  # fmt: skip

    def _ended(self, how: str) -> None:
        """One part of the search has ended and the panel is free for the next, or all is done or stopped."""
        following, self._next = self._next, None
        if how == "done" and following is not None:
            following()
            return
        self._searching = False
        self.progress.hide()
        self.again.show()

    def _kept(self, number: int) -> None:
        self._session.told.emit(tr("Tìm thấy {n} cặp giống nhau", n=number))

    def _changed(self, changes: object) -> None:
        if getattr(changes, "touches", lambda _topic: False)("duplicates"):
            self.show_pairs()

    def _show_pair(self) -> None:
        row = self.table.currentIndex().row()
        if 0 <= row < len(self._pairs):
            one = self._pairs[row]
            self.comparison.show_pair(duplicates.pair(self._session.screen, one.a, one.b))

    def _judge(self, verdict: Verdict, note: str) -> None:
        row = self.table.currentIndex().row()
        if 0 <= row < len(self._pairs):
            one = self._pairs[row]
            self._session.do(lambda desk, _job: duplicates.judge(desk, one.a, one.b, verdict, note), None, self._failed)

    def _reopen(self) -> None:
        row = self.table.currentIndex().row()
        if 0 <= row < len(self._pairs):
            one = self._pairs[row]
            self._session.do(lambda desk, _job: duplicates.take_back(desk, one.a, one.b), None, self._failed)

    def _open(self, row_id: int) -> None:
        self.record_asked.emit(row_id)
        self.accept()

    def _failed(self, error: Exception) -> None:
        self.banner.say("error", messages.of_error(error))

    def _build(self) -> None:
        head = QHBoxLayout()
        head.addWidget(label(tr("Sáng kiến giống nhau"), "title"))
        head.addWidget(self.chips, 1)
        head.addWidget(self.again)
        left, right = Card(), Card()
        left.fill(self.table)
        right.fill(self.comparison)
        self._found = QWidget()
        halves = QHBoxLayout(self._found)
        halves.setContentsMargins(0, 0, 0, 0)
        halves.setSpacing(12)
        halves.addWidget(left, 2)
        halves.addWidget(right, 3)
        self._nothing = Empty("checkmark_circle", tr("Không có cặp nào ở đây"),
                              tr("Bấm «Tìm trong cả sổ» để so mọi sáng kiến với nhau."))  # fmt: skip
        self._stack = QStackedWidget()
        self._stack.addWidget(self._found)
        self._stack.addWidget(self._nothing)
        self.progress.hide()
        column = QVBoxLayout(self)
        column.setContentsMargins(18, 14, 18, 14)
        column.setSpacing(10)
        column.addLayout(head)
        column.addWidget(self.banner)
        column.addWidget(self.progress)
        column.addWidget(self._stack, 1)
        letter = self.fontMetrics().averageCharWidth()
        self.resize(max(980, letter * 140), max(560, round(theme.look().points * 58)))


class _Provider:
    """The pairs with the titles of their two records, read when they are shown."""

    def __init__(self, screen: Desk, pairs: list[Listed]) -> None:
        self._screen, self._pairs = screen, pairs

    def total(self) -> int:
        return len(self._pairs)

    def ids(self, offset: int, limit: int) -> Sequence[int]:
        return range(offset, min(offset + limit, len(self._pairs)))

    def rows(self, ids: Sequence[int]) -> list[tuple[Listed, str, str]]:
        pairs = [self._pairs[place] for place in ids]
        titles = duplicates.titles(self._screen, {row_id for one in pairs for row_id in (one.a, one.b)})
        return [(one, titles.get(one.a, ""), titles.get(one.b, "")) for one in pairs]


def _columns() -> list[Column[tuple[Listed, str, str]]]:
    return [
        Column(tr("Hai sáng kiến"), lambda row: Cell(row[1], row[2], tip=f"{row[1]}\n{row[2]}"), Kind.TWO_LINES),
        Column(tr("Số chữ"), lambda row: Cell(str(row[0].words)), Kind.MONEY, sample="10.000"),
    ]


def _caught_up(desk: Desk, job: Job, done: int) -> int:
    """One portion; `done` were taken before it."""
    job.step(done, done + duplicates.missing(desk))
    return duplicates.catch_up(desk, duplicates.WATCHED_AT_ONCE)
