"""The section «Chỉ tiêu»: what is asked of whom, and what stands against it in three counts."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QFocusEvent
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from desktop import messages
from desktop.desk import Desk
from desktop.operations import programmes, statistics, targets
from domain.errors import RuleError
from domain.statistics import ENTRIES, INITIATIVES, PERSONS
from domain.target import Standing
from domain.unit import gathers
from ui.common.banner import Banner
from ui.common.buttons import button
from ui.common.card import Card
from ui.common.charts import Bar, BarChart
from ui.common.editors import written_day
from ui.common.labels import label, show_if
from ui.common.numbers import written
from ui.common.page_model import Cell, Column, Kind, PageModel, SequenceProvider
from ui.common.parting import Parting
from ui.common.pill import Mark
from ui.common.target_words import asked_parts
from ui.initiatives.halves import Halves
from ui.programmes.target_form import TargetForm
from ui.programmes.target_seal import TargetSealView
from ui.session import Session
from ui.statistics.figure_table import FigureTable
from ui.statistics.opening import show_initiatives, what_words
from ui.statistics.people_list import PeopleList
from ui.words import tr

BARS = 6
# What each column counts, from the left; the share of persons opens the persons.
COUNTED = ("", "", INITIATIVES, PERSONS, ENTRIES, PERSONS, "")


class TargetsSection(QWidget):
    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._asked = 0
        self._phases: dict[str, str] = {}
        self.rows: list[Standing] = []
        self.totals = label("", wrap=True)
        self.rule = label(
            tr("Tính sáng kiến đã tiếp nhận, trừ bản không công nhận và đã rút đơn. Mỗi người trong đơn vị đếm một "
               "lần; lượt là mỗi tác giả của mỗi sáng kiến. Tỷ lệ tính trên số người, không trên số sáng kiến."),
            "small", wrap=True)  # fmt: skip
        columns = [
            Column[Standing](tr("Đơn vị, giai đoạn"), self._unit, Kind.TWO_LINES),
            Column[Standing](tr("Chỉ tiêu"), _asked, Kind.TWO_LINES, sample=tr("{n} sáng kiến", n="100.000")),
            Column[Standing](tr("Sáng kiến"), lambda one: _count(one.counts.initiatives), Kind.MONEY, sample="170.324"),
            Column[Standing](tr("Người"), lambda one: _count(one.counts.persons), Kind.MONEY, sample="170.324"),
            Column[Standing](tr("Lượt"), lambda one: _count(one.counts.entries), Kind.MONEY, sample="170.324"),
            Column[Standing](tr("Tỷ lệ người"), _share, Kind.TWO_LINES, fold_below=100,
                             sample=tr("{n} ngày {day}", n="1.200", day="31/12/2022")),
            Column[Standing](tr("Kết quả"), _result, Kind.PILL, sample=tr("Chưa đạt")),
        ]  # fmt: skip
        self.model = PageModel(columns, SequenceProvider[Standing]())
        self.table = FigureTable(self.model, tr("Chỉ tiêu và kết quả"))
        self.people: PeopleList | None = None
        self.chart = BarChart(tr("Kết quả so với chỉ tiêu"))
        self.banner = Banner()
        self.form = TargetForm(session)
        self.drop = button(tr("Bỏ chỉ tiêu này"), "delete")
        self.send = button(tr("Gửi xuống cấp dưới…"), "arrow_export")
        self.task: TargetSealView | None = None
        self._parting = Parting(session.lanes, self)
        self._lay_out()
        self.table.picked.connect(lambda _id: self._allow())
        self.table.figure_opened.connect(self.open_figure)
        self.chart.make_open()
        self.chart.opened.connect(lambda place: self._open_list(self._charted()[place], INITIATIVES))
        self.drop.clicked.connect(self.remove)
        self.send.clicked.connect(self.open_sending)

    def refresh(self) -> None:
        """Counts anew on the store's lane: a province of 170 000 takes longer than a blink."""
        self._asked += 1
        asked = self._asked
        pack = programmes.current(self._session.screen)
        self._phases = {phase.id: phase.title for phase in pack.phases}
        self.form.show_choices()
        show_if(self.send, gathers(self._session.screen.unit))
        if self.task is not None:
            self.task.refresh()

        def work(desk: Desk, _job: object) -> tuple[list[Standing], statistics.Table, None]:
            return targets.standings(desk), statistics.table(desk, handed_in=True), None

        def show(found: tuple[list[Standing], statistics.Table, None]) -> None:
            if asked == self._asked:
                self._show(found[0], found[1])

        self._session.do(work, show)

    def open_figure(self, row: int, column: int) -> None:
        """The list behind a figure: initiatives on their page, persons and entries over the targets."""
        if 0 <= row < len(self.rows) and COUNTED[column]:
            self._open_list(self.rows[row], COUNTED[column])

    def _open_list(self, one: Standing, what: str) -> None:
        if not getattr(one.counts, what):
            return
        words = f"{what_words(what)}: {self._name(one)}"
        if what == INITIATIVES:
            self._session.beside(lambda desk, _job: targets.row_ids(desk, one.target),
                   lambda ids: show_initiatives(self._session, words, ids), self._failed)  # fmt: skip
        else:
            self._session.beside(lambda desk, _job: targets.rows(desk, one.target, what),
                   lambda rows: self._show_people(words, rows), self._failed)  # fmt: skip

    def _show_people(self, words: str, rows: list[dict[str, object]]) -> None:
        self._leave()
        self.people = PeopleList(self._session, words, rows)
        self.people.closed.connect(self._close)
        self._stack.addWidget(self.people)
        self._stack.setCurrentWidget(self.people)
        self.people.setFocus(Qt.FocusReason.OtherFocusReason)

    def remove(self) -> None:
        one = self._current()
        if one is not None and one.target.id:
            target_id = one.target.id
            self._session.do(lambda desk, _job: targets.remove(desk, target_id), None, self._failed)

    def open_sending(self) -> None:
        """Over the targets: the package that carries them down."""
        self._leave()
        self.task = TargetSealView(self._session)
        self.task.closed.connect(self._close)
        self._stack.addWidget(self.task)
        self._stack.setCurrentWidget(self.task)
        self.task.setFocus(Qt.FocusReason.OtherFocusReason)

    def may_close(self) -> bool:
        return self.task is None or self.task.may_close()

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.table.setFocus(event.reason())

    def _show(self, rows: Sequence[Standing], table: statistics.Table) -> None:
        self.rows = list(rows)
        self.banner.clear()
        counts = table.totals
        self.totals.setText(
            tr("Đến {day}: {initiatives} sáng kiến của {persons} người, {entries} lượt.", day=written_day(table.as_of),
               initiatives=written(counts.initiatives), persons=written(counts.persons),
               entries=written(counts.entries))
        )  # fmt: skip
        self.table.refresh(SequenceProvider(self.rows))
        self.chart.set_bars(self._bars())
        self.chart.setVisible(bool(self.chart.bars))
        self._allow()

    def _bars(self) -> list[Bar]:
        """Where initiatives are asked for, how many there are against it."""
        return [
            Bar(self._name(one), one.counts.initiatives,
                f"{written(one.counts.initiatives)} / {written(one.target.initiatives)}", one.target.initiatives)
            for one in self._charted()
        ]  # fmt: skip

    def _charted(self) -> list[Standing]:
        return [one for one in self.rows if one.target.initiatives][:BARS]

    def _name(self, one: Standing) -> str:
        phase = self._phases.get(one.target.phase, one.target.phase)
        return f"{one.target.unit_name}, {phase.lower()}" if phase else one.target.unit_name

    def _unit(self, one: Standing) -> Cell:
        phase = self._phases.get(one.target.phase, one.target.phase) or tr("Cả chương trình")
        signed = one.target.issuer_name and tr("{name} ký", name=one.target.issuer_name)
        told = (one.target.document, written_day(one.target.document_on), signed)
        tip = " – ".join(part for part in told if part)
        short = one.target.phase and tr("Giai đoạn {n}", n=one.target.phase)
        share = _share(one)
        folded = f"{short or phase} · {share.text} {share.second}"
        return Cell(one.target.unit_name, f"{short or phase} · {tip}" if tip else phase, folded, tip=f"{phase} {tip}")

    def _current(self) -> Standing | None:
        at = self.table.current_id()
        return self.rows[at] if at is not None and at < len(self.rows) else None

    def _allow(self) -> None:
        one = self._current()
        self.drop.setEnabled(one is not None and not _why_kept(one))
        self.drop.setToolTip(_why_kept(one) if one is not None else "")

    def _failed(self, error: Exception) -> None:
        self.banner.say("warn" if isinstance(error, RuleError) else "error", messages.of_error(error))

    def _lay_out(self) -> None:
        left = Card(tr("Chỉ tiêu và kết quả"), ruled=True)
        above = QVBoxLayout()
        above.setContentsMargins(15, 10, 15, 8)
        above.setSpacing(3)
        for part in (self.totals, self.rule, self.banner):
            above.addWidget(part)
        left.body.setContentsMargins(0, 0, 0, 0)
        left.body.setSpacing(0)
        left.body.addLayout(above)
        left.body.addWidget(self.table, 3)
        self.chart.setMaximumHeight(160)
        below = QVBoxLayout()
        below.setContentsMargins(15, 4, 15, 4)
        below.addWidget(self.chart)
        left.body.addLayout(below, 1)
        foot = left.foot()
        foot.addWidget(self.drop)
        foot.addStretch(1)
        foot.addWidget(self.send)
        halves = Halves(left, self.form)
        halves.setSizes([840, 320])
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        self._stack = QStackedWidget()
        self._reading = halves
        self._stack.addWidget(halves)
        column.addWidget(self._stack)

    def _close(self) -> None:
        self._leave()
        self.setFocus(Qt.FocusReason.OtherFocusReason)

    def _leave(self) -> None:
        people, self.people = self.people, None
        if people is not None:
            self._stack.removeWidget(people)
            people.deleteLater()
        task, self.task = self.task, None
        self._stack.setCurrentWidget(self._reading)
        if task is not None:
            self._stack.removeWidget(task)
            self._parting.drop(task)


def _why_kept(one: Standing) -> str:
    """Why a target cannot be taken back here; "" for one that can."""
    if not one.target.id:
        return tr("Chỉ tiêu của gói quy tắc không bỏ ở đây được.")
    if one.target.issuer_code:
        return tr("Chỉ tiêu do cấp trên ký không bỏ ở đây được; cấp trên gửi gói mới thì nó đổi theo.")
    return ""


def _asked(one: Standing) -> Cell:
    asked = asked_parts(one.target)
    return Cell(asked[0] if asked else "", "; ".join(asked[1:]))


def _count(n: int) -> Cell:
    return Cell(written(n), muted=n == 0)


def _share(one: Standing) -> Cell:
    if one.headcount is None:
        return Cell(tr("chưa có số người"), tr("Ghi ở Người & đơn vị"), muted=True)
    people = tr("{n} ngày {day}", n=written(one.headcount.people), day=written_day(one.headcount.on))
    if one.persons_pct is None:
        missing = tr("{n} trên {all} đơn vị có số", n=written(one.headcount.counted), all=written(one.headcount.units))
        return Cell(people, missing)
    return Cell(f"{written(one.persons_pct)} %", people)


def _result(one: Standing) -> Cell:
    marks = {
        True: Mark(tr("Đạt"), "checkmark_circle", "ok"),
        False: Mark(tr("Chưa đạt"), "clock", "warn"),
        None: Mark(tr("Chưa rõ"), "question_circle", "neutral"),
    }
    return Cell(mark=marks[one.reached])
