"""The versions of a programme: where each comes from, what it changes against another, and moving records to it."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QVBoxLayout, QWidget

from desktop import messages
from desktop.jobs import Job
from desktop.operations import programmes
from desktop.operations.programmes import Adopted, Comparison, Installed
from ui.common.banner import Banner
from ui.common.buttons import Button
from ui.common.card import Card
from ui.common.cells import row_height
from ui.common.choices import Choice
from ui.common.field import Field
from ui.common.labels import label, show_if
from ui.common.page_model import Cell, Column, Kind, PageModel, SequenceProvider
from ui.common.progress import ProgressPanel
from ui.common.scroll import Scroll
from ui.common.table import Table
from ui.packages.wording import when
from ui.programmes.changes_list import ChangesList, telling
from ui.programmes.judged_table import JudgedTable
from ui.programmes.origin import origin_mark, origin_words
from ui.programmes.task_head import TaskHead
from ui.session import Session
from ui.words import tr

NARROW_LETTERS = 112
QWIDGETSIZE_MAX = (1 << 24) - 1  # Qt's own "no limit"


class VersionsView(QWidget):
    """Looking changes nothing: a version is taken into use, and records are moved, only by their buttons.

    `closed()` when the person goes back.
    """

    closed = Signal()

    def __init__(self, session: Session, programme_id: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session, self._id = session, programme_id
        self._versions: list[Installed] = []
        self._job: Job | None = None
        self._writing = False
        self.comparison: Comparison | None = None
        hint = tr("Xem khác gì trước; bản đang dùng và sáng kiến đã ghi không tự đổi.")
        self.head = TaskHead(tr("Các phiên bản quy định"), hint)
        self.head.left.connect(self._leave)
        self._model = PageModel(self._columns(), SequenceProvider[Installed](), self)
        self.table = Table(self._model, tr("Các phiên bản"))
        self.table.setSelectionMode(Table.SelectionMode.SingleSelection)
        self.table.picked.connect(lambda _place: self._picked())
        self.about = label("", "small", wrap=True)
        self.against = Choice()
        self.compare_button = Button(tr("So sánh"), "arrow_sync", "primary")
        self.use = Button(tr("Dùng bản này cho sáng kiến mới"), "checkmark")
        self.compare_button.clicked.connect(self.compare)
        self.use.clicked.connect(self._use)
        self.panel = ProgressPanel(tr("Đang xét lại từng sáng kiến theo hai bản…"))
        self.panel.ended.connect(self._ended)
        self.banner = Banner()
        self.changes = ChangesList()
        self.records = JudgedTable()
        self.records.selected.connect(self._allow)
        self.all = Button(tr("Chọn tất cả"))
        self.all.clicked.connect(self.records.selectAll)
        self.adopt = Button(tr("Chuyển các sáng kiến đã chọn sang bản mới"), "checkmark")
        self.adopt.clicked.connect(self._adopt)
        self._lay_out()
        self._clear()
        self.read()
        self.setFocusProxy(self.table)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        narrow = event.size().width() < self.fontMetrics().averageCharWidth() * NARROW_LETTERS
        direction = QBoxLayout.Direction.TopToBottom if narrow else QBoxLayout.Direction.LeftToRight
        if direction != self._both.direction():
            self._both.setDirection(direction)
            self._left.setMaximumHeight(round(row_height() * 2.8) if narrow else QWIDGETSIZE_MAX)

    def may_close(self) -> bool:
        """Comparing may be left at any time; moving records may not."""
        return not self._writing

    def read(self) -> None:
        """The versions as the register holds them; the one looked at stays chosen."""
        self._versions = programmes.versions(self._session.screen, self._id)
        self.table.refresh(SequenceProvider(self._versions))
        if self.table.current_id() is None:
            self.table.select_row(0)
        self._picked()

    def compare(self) -> None:
        """Against the version chosen beside it, on the store lane, with a stop."""
        chosen, old = self._chosen(), self.against.value()
        if chosen is None or not old:
            return
        self._clear()
        self.panel.show()
        self.compare_button.setEnabled(False)
        new, programme_id = chosen.version, self._id
        self._job = self._session.do(
            lambda desk, job: programmes.compare(desk, programme_id, old, new, step=job.step),
            self._compared,
            self._failed,
        )
        self.panel.watch(self._job)

    def _chosen(self) -> Installed | None:
        place = self.table.current_id()
        return self._versions[place] if place is not None and place < len(self._versions) else None

    def _picked(self) -> None:
        chosen = self._chosen()
        self._clear()
        if chosen is None:
            return
        self.about.setText(origin_words(chosen))
        others = [one for one in self._versions if one.version != chosen.version]
        self.against.set_items([(one.version, _named(one)) for one in others])
        place = self._versions.index(chosen)
        before = self._versions[place + 1] if place + 1 < len(self._versions) else None
        in_force = next((one for one in others if one.in_force), None)
        against = in_force or before
        self.against.set_value(against.version if against else "")
        self.compare_button.setEnabled(bool(others))
        show_if(self.use, not chosen.in_force)
        if not others:
            self.banner.say("info", tr("Chương trình này mới có một phiên bản, chưa có gì để so."))

    def _clear(self) -> None:
        if self._job is not None:
            self._job.cancel()
        self.comparison = None
        self.panel.hide()
        self.banner.clear()
        self.changes.set_changes(())
        self._records_card.hide()

    def _compared(self, comparison: Comparison) -> None:
        self._ended("done")
        self.comparison = comparison
        self.changes.set_changes(comparison.rules)
        self.records.set_records(comparison.records)
        self._records_card.setVisible(bool(comparison.records))
        if not telling(comparison.rules):
            self.banner.say("ok", tr("Hai bản giống hệt nhau."))
        elif comparison.records:
            words = tr("{n} quy định khác nhau. {m} trong {all} sáng kiến ghi theo bản {old} sẽ được xét khác đi.",
                       n=len(telling(comparison.rules)), m=len(comparison.records), all=comparison.asked,
                       old=comparison.old)  # fmt: skip
            self.banner.say("warn", words)
        else:
            words = tr("{n} quy định khác nhau. Không sáng kiến nào trong {all} sáng kiến bị xét khác đi.",
                       n=len(telling(comparison.rules)), all=comparison.asked)  # fmt: skip
            self.banner.say("info", words)
        self._allow()

    def _failed(self, error: Exception) -> None:
        self._ended("failed")
        self.banner.say("error", messages.of_error(error))

    def _ended(self, how: str) -> None:
        self._job = None
        self.panel.hide()
        self.compare_button.setEnabled(len(self._versions) > 1)
        if how == "stopped":
            self.banner.say("info", tr("Đã dừng. Chưa có gì thay đổi."))

    def _use(self) -> None:
        chosen = self._chosen()
        if chosen is not None:
            version, programme_id = chosen.version, self._id
            self._session.do(
                lambda desk, _job: programmes.use(desk, programme_id, version), lambda _changes: self._used(version)
            )

    def _used(self, version: str) -> None:
        self.read()
        self.banner.say("ok", tr("Sáng kiến mới từ nay ghi theo bản {version}.", version=version))

    def _adopt(self) -> None:
        rows = self.records.chosen()
        if not rows or self.comparison is None:
            return
        new = self.comparison.new
        self._writing = True
        self.adopt.setEnabled(False)
        self._session.do(lambda desk, _job: programmes.adopt(desk, rows, new), self._adopted, self._not_adopted)

    def _adopted(self, adopted: Adopted) -> None:
        self._writing = False
        if self.comparison is not None:
            left = [one for one in self.comparison.records if one.row_id not in adopted.moved]
            self.records.set_records(left)
        words = tr("Đã chuyển {n} sáng kiến sang bản mới.", n=len(adopted.moved))
        if adopted.refused:
            why = {messages.of_problem(problem) for found in adopted.refused.values() for problem in found}
            kept = tr("{n} sáng kiến giữ bản cũ: {why}", n=len(adopted.refused), why=" ".join(sorted(why)))
            self.banner.say("warn", f"{words} {kept}")
        else:
            self.banner.say("ok", words)
        self._allow()

    def _not_adopted(self, error: Exception) -> None:
        self._writing = False
        self.banner.say("error", messages.of_error(error))
        self._allow()

    def _allow(self) -> None:
        self.adopt.setEnabled(bool(self.records.chosen()) and not self._writing)

    def _leave(self) -> None:
        if self._writing:
            return
        self._clear()
        self.closed.emit()

    def _lay_out(self) -> None:
        scroll = Scroll()
        scroll.body.setContentsMargins(0, 0, 6, 0)
        scroll.body.addWidget(self._records())
        scroll.body.addWidget(self.changes)
        scroll.body.addStretch(1)
        right = QVBoxLayout()
        right.setSpacing(8)
        right.addWidget(self.about)
        row = QHBoxLayout()
        row.setSpacing(8)
        self.against_field = Field(tr("So với bản"), self.against)
        row.addWidget(self.against_field, 1)
        row.addWidget(self.compare_button)
        row.addWidget(self.use)
        right.addLayout(row)
        right.addWidget(self.panel)
        right.addWidget(self.banner)
        right.addWidget(scroll, 1)
        left = Card()
        left.fill(self.table)
        self._left = left
        self._both = both = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        both.setSpacing(12)
        both.addWidget(left, 2)
        both.addLayout(right, 5)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(10)
        column.addWidget(self.head)
        column.addLayout(both, 1)

    def _records(self) -> Card:
        self._records_card = Card(tr("Sáng kiến xét khác đi"))
        self._records_card.body.addWidget(self.records)
        foot = self._records_card.foot()
        foot.addWidget(self.all)
        foot.addStretch(1)
        foot.addWidget(self.adopt)
        return self._records_card

    def _columns(self) -> list[Column[Installed]]:
        return [
            Column(tr("Phiên bản"), _version_cell, Kind.TWO_LINES),
            Column(tr("Nguồn"), lambda one: Cell(mark=origin_mark(one)), Kind.PILL, sample=tr("Chưa có chữ ký")),
        ]


def _version_cell(one: Installed) -> Cell:
    second = tr("Đang dùng") if one.in_force else when(one.installed_at)
    return Cell(one.version, second, tip=tr("Ghi vào sổ: {at}", at=when(one.installed_at)))


def _named(one: Installed) -> str:
    return tr("{version} (đang dùng)", version=one.version) if one.in_force else one.version
