"""The section «Xét điều kiện»: how the whole register stands by each rule, and the records behind each count."""

from __future__ import annotations

from array import array
from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtGui import QFocusEvent
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from desktop.jobs import Job
from desktop.operations import eligibility
from desktop.operations.eligibility import Survey
from domain.eligibility import Outcome, Rule
from domain.labels import OUTCOMES, rule_label
from ui.common.buttons import Button, Chips
from ui.common.card import Card
from ui.common.empty import Empty
from ui.common.labels import label
from ui.common.numbers import written
from ui.common.page_model import Cell, Column, Kind, PageModel, SequenceProvider
from ui.common.progress import ProgressPanel
from ui.common.table import Table
from ui.initiatives.listing import Found, Row, Rows, columns
from ui.session import Session
from ui.words import tr

# As a person asks: what is stopped first, what is fine last.
SHOWN = (Outcome.BLOCK, Outcome.WARN, Outcome.UNKNOWN, Outcome.PASS)


@dataclass(frozen=True)
class Line:
    """One rule and its counts."""

    rule: Rule
    counts: dict[Outcome, int]


class EligibilitySection(QWidget):
    """Judged beside the screen, once, when it is looked at; again when asked for, or after a change."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._job: Job | None = None
        self._survey: Survey | None = None
        self.stale = Button(tr("Xét lại"), "arrow_sync")
        self.stale.clicked.connect(self.judge)
        self.total = label("", "muted", wrap=True)
        self.progress = ProgressPanel(tr("Đang xét từng sáng kiến"))
        self.progress.ended.connect(self._ended)
        self._lines: PageModel[Line] = PageModel(_columns(), SequenceProvider[Line]())
        self.rules = Table(self._lines, tr("Các quy tắc"))
        self._lines.setParent(self.rules)
        self.outcomes = Chips(tr("Kết quả xét"))
        self._records: PageModel[Row] = PageModel(columns(), Rows(session.screen))
        self.records = Table(self._records, tr("Sáng kiến theo kết quả"))
        self._records.setParent(self.records)
        self.source = label("", "muted", wrap=True)
        self._nothing = Empty("checkmark_circle", tr("Không có sáng kiến nào ở kết quả này"))
        self._build()
        self.rules.picked.connect(lambda _id: self._show_rule())
        self.rules.clicked.connect(self._clicked)
        self.outcomes.chosen.connect(lambda _key: self._show_records())
        self.records.opened.connect(self._open)

    def refresh(self) -> None:
        """What is shown is told by a register that has changed since: judged again."""
        self.judge()

    def judge(self) -> None:
        """Judges every record of the programme in use; one run at a time."""
        if self._job is not None:
            self._job.cancel()
        self.progress.show()
        self.stale.hide()
        self._job = job = self._session.beside(lambda desk, job: eligibility.survey(desk, job.step), self._judged)
        self.progress.watch(job)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.rules.setFocus(event.reason())

    def _judged(self, found: Survey) -> None:
        at = max(0, self.rules.currentIndex().row())
        self._survey = found
        lines = [Line(rule, {outcome: found.counts[rule.name, outcome] for outcome in SHOWN}) for rule in found.rules]
        self.rules.refresh(SequenceProvider(lines))
        self.total.setText(tr("{n} sáng kiến của đơn vị, theo quy tắc của chương trình đang dùng.",
                              n=written(len(found.rows))))  # fmt: skip
        self.rules.select_row(at)
        self._show_rule()

    def _ended(self, _how: str) -> None:
        self._job = None
        self.progress.hide()
        self.stale.show()

    def _line(self) -> Line | None:
        return self._lines.row_at(self.rules.currentIndex().row())

    def _show_rule(self, asked: Outcome | None = None) -> None:
        line = self._line()
        if line is None:
            return
        chips = [(str(outcome), tr(OUTCOMES[outcome]), line.counts[outcome]) for outcome in SHOWN]
        self.outcomes.set_chips(chips)
        wanted = asked or next((each for each in SHOWN if line.counts[each]), Outcome.PASS)
        self.outcomes.choose(str(wanted))
        self.source.setText(tr("Nguồn: {source}", source=line.rule.source))
        self._show_records()

    def _clicked(self, index: QModelIndex) -> None:
        """A count was pressed: its records."""
        if 1 <= index.column() <= len(SHOWN):
            self._show_rule(SHOWN[index.column() - 1])

    def _show_records(self) -> None:
        line, key = self._line(), self.outcomes.current()
        ids = array("q")
        if line is not None and self._survey is not None and key:
            ids = self._survey.behind(line.rule.name, Outcome(key))
        self.records.refresh(Rows(self._session.screen, Found(ids)))
        self._stack.setCurrentWidget(self.records if ids else self._nothing)

    def _open(self, row_id: int) -> None:
        line = self._line()
        field = line.rule.field if line is not None else ""
        self._session.asked.emit("initiatives", (row_id, field) if field else row_id)

    def _build(self) -> None:
        head = QHBoxLayout()
        head.addWidget(self.total, 1)
        head.addWidget(self.stale, 0, Qt.AlignmentFlag.AlignTop)
        left, right = Card(), Card()
        left.fill(self.rules)
        self._stack = QStackedWidget()
        self._stack.addWidget(self.records)
        self._stack.addWidget(self._nothing)
        above = QVBoxLayout()
        above.setContentsMargins(12, 10, 12, 6)
        above.addWidget(self.outcomes)
        above.addWidget(self.source)
        right.body.setContentsMargins(0, 0, 0, 0)
        right.body.addLayout(above)
        right.body.addWidget(self._stack, 1)
        halves = QHBoxLayout()
        halves.setSpacing(12)
        halves.addWidget(left, 4)
        halves.addWidget(right, 3)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addLayout(head)
        column.addWidget(self.progress)
        column.addLayout(halves, 1)


def _columns() -> list[Column[Line]]:
    return [
        Column(tr("Quy tắc"), _rule, Kind.TWO_LINES),
        *(Column(tr(OUTCOMES[outcome]), _count(outcome), Kind.MONEY, sample=_sample(outcome)) for outcome in SHOWN),
    ]


def _sample(outcome: Outcome) -> str:
    return max(tr(OUTCOMES[outcome]), "170.000", key=len)


def _rule(line: Line) -> Cell:
    rule = line.rule
    name = tr(rule_label(rule.name))
    return Cell(name, rule.source, tip=f"{name}\n{rule.source}")


def _count(outcome: Outcome) -> Callable[[Line], Cell]:
    return lambda line: Cell(written(line.counts[outcome]), muted=not line.counts[outcome])
