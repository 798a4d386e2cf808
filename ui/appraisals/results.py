"""The results of the session: what every initiative's sheets amount to, and closing the session over them."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QSplitter, QStackedWidget, QVBoxLayout, QWidget

from desktop.desk import CHAIR, OFFICER, Desk
from desktop.messages import of_error
from desktop.operations import (
    appraisal_requests,
    appraisals,
    councils,
    programmes,
    recusals,
    second_readings,
    standings,
)
from desktop.operations.appraisals import Line
from desktop.operations.programmes import Packs
from desktop.operations.standings import Standings
from desktop.operations.typed_words import SECOND_READING
from ui.appraisals import result_table, standing
from ui.appraisals.comparison import Comparison
from ui.appraisals.result_table import keyed
from ui.appraisals.second_reading_box import SecondReadingBox
from ui.common.banner import Banner
from ui.common.buttons import Button
from ui.common.card import Card
from ui.common.confirm import confirm
from ui.common.empty import Empty
from ui.common.kept_reasons import KeptReasons
from ui.common.labels import label, show_if
from ui.common.table import Table
from ui.session import Session
from ui.words import tr

LINES_FOR_BOTH = 15  # so many lines of text in height show the sheets below the field


class Results(QWidget):
    """next_step()   the button of the empty state
    closed()      a session was closed: what follows is the decision
    """

    next_step = Signal()
    closed = Signal()

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._asked = 0
        self._called = ""
        self._wanted: int | None = None
        self._packs = Packs(session.screen)
        self.lines: Sequence[Line] = ()
        self.members: tuple[str, ...] = ()
        rubric = programmes.current(session.screen).rubric
        self.stand = standings.NOTHING
        self.model = result_table.model(rubric, self.hidden, lambda: self.stand)
        self.table = Table(self.model, tr("Kết quả chấm"))
        self.table.setSelectionMode(Table.SelectionMode.SingleSelection)
        self.close_button = Button(tr("Chốt phiên họp"), "gavel", "primary")
        self.close_button.setObjectName("close_session")
        self._officer = session.screen.user.has(OFFICER, CHAIR)
        self.second = SecondReadingBox()
        self._kept = KeptReasons(session, self)
        self.second.asked.connect(self._ask_again)
        self.second.typed.connect(self._keep_reason)
        self.second.given_up.connect(lambda: self._keep_reason(""))
        self.second.opened.connect(self._make_room)
        self.banner = Banner()
        self.empty = Empty("clipboard_task", "")
        self._build()
        self.table.picked.connect(self._show)
        self.close_button.clicked.connect(self._ask_close)
        self.empty.clicked.connect(self.next_step)

    def refresh(self) -> None:
        """Counts all sheets on the store lane, after whatever is being written; an older answer is dropped."""
        self._asked += 1
        asked = self._asked
        self._packs = Packs(self._session.screen)
        self._session.do(
            lambda desk, _job: _read(desk),
            lambda found: self._arrived(*found) if asked == self._asked else None,
        )

    def flush(self) -> None:
        """Keeps what is being typed, now."""
        self._kept.flush()

    def hidden(self, line: Line) -> bool:
        """Whether the person at the desk is a member who has not filed his own sheet of this initiative."""
        return _hidden(line, self._session.screen.user.name, self.members)

    def show_row(self, row_id: int) -> None:
        """Chooses one initiative, at once or when the results have been read."""
        self._wanted = row_id
        place = keyed(self.lines).place(row_id)
        if place is not None:
            self._wanted = None
            self.table.select_row(place)

    def ready(self) -> list[Line]:
        return [line for line in self.lines if line.ready]

    def _arrived(self, members: tuple[str, ...] | None, lines: Sequence[Line], stand: Standings) -> None:
        self.members = members or ()
        # Places in the list would give away the means that are still hidden: those come last, as they were entered.
        seen = [line for line in lines if not self.hidden(line)]
        self.lines = seen + sorted((line for line in lines if self.hidden(line)), key=lambda line: line.stored.row_id)
        self.stand = stand
        self.limit.say("info", " ".join(standing.limit_words(self.stand)))
        self._stack.setCurrentIndex(1 if members and lines else 0)
        if members is None:
            self.empty.say("people", tr("Chưa có hội đồng"),
                           tr("Lập hội đồng trước, rồi đưa sáng kiến vào chấm."),
                           tr("Lập hội đồng") if self._officer else "")  # fmt: skip
        elif not lines:
            self.empty.say("clipboard_task", tr("Chưa có sáng kiến nào đang chấm"),
                           tr("Đưa các sáng kiến đủ điều kiện vào chấm để hội đồng bắt đầu."),
                           tr("Đưa sáng kiến vào chấm") if self._officer else "")  # fmt: skip
        self.table.refresh(keyed(self.lines))
        if lines and self.table.current_id() is None:
            self.table.select_row(0)
        if self._wanted is not None:
            self.show_row(self._wanted)
        ready = len(self.ready())
        self._told.setText(tr("{ready} trên {all} sáng kiến đã đủ phiếu để chốt", ready=ready, all=len(lines)))
        self.close_button.setEnabled(ready > 0)
        self._show(self.table.current_id())

    def _show(self, row_id: int | None) -> None:
        line = keyed(self.lines).get(row_id)
        show_if(self._pane, line is not None)
        if line is None:
            return
        initiative = line.stored.initiative
        self._called = f"{initiative.number}  {initiative.title}"
        self._name_pane()
        rubric = self._packs.of(initiative).rubric
        hidden = self.hidden(line)
        said = [self._why_hidden(line)] if hidden else standing.reasons(line, rubric)
        spread = self.stand.spreads.get(initiative.id)
        if spread is not None and spread.second_reading and not hidden:
            said.append(standing.second_reading(spread))
        self.reasons.say("info" if hidden else "warn", " ".join(said))
        self.comparison.setVisible(not hidden)
        if not hidden:
            self.comparison.show_line(line, self.members, rubric)
        self.aside.say("info", " ".join(standing.aside(line)))
        self._show_second(line, hidden)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._name_pane()

    def _name_pane(self) -> None:
        """A long title ends in dots before the link beside it, and is whole in its tip."""
        room = self.width() - self.second.open_button.sizeHint().width() - 60
        title = self._pane.title
        self._pane.set_title(title.fontMetrics().elidedText(self._called, Qt.TextElideMode.ElideRight, max(room, 60)))
        title.setToolTip(self._called)

    def _show_second(self, line: Line, hidden: bool) -> None:
        screen = self._session.screen
        asked = second_readings.asked(screen).get(line.stored.initiative.id)
        told = ""
        if asked is not None:
            waiting = ", ".join(sorted(asked.open_for))
            told = tr("Đã đề nghị đọc lại: {reason}.", reason=asked.reason)
            told += " " + (tr("Chờ {names}.", names=waiting) if waiting else tr("Mọi người đã đọc lại."))
            if far := ", ".join(sorted(asked.open_for & appraisal_requests.elsewhere(screen))):
                told += " " + tr("{names} chấm trên máy khác: hãy giao lại phiếu ở mục «Máy khác».", names=far)
        may = not hidden and line.result.filed > 0 and recusals.keeps(screen)
        public_id = line.stored.initiative.id
        typed = self._kept.words(public_id, SECOND_READING)
        self.second.show_state(public_id, "" if hidden else told, may_ask=may, typed=typed)

    def _keep_reason(self, words: str) -> None:
        line = keyed(self.lines).get(self.table.current_id())
        if line is not None:
            self._kept.write(line.stored.initiative.id, SECOND_READING, words)

    def _make_room(self, opened: bool) -> None:
        """Where the pane is low, the reason takes the place of the sheets."""
        roomy = self._pane.height() >= self.fontMetrics().lineSpacing() * LINES_FOR_BOTH
        show_if(self.comparison, roomy or not opened)

    def _ask_again(self, reason: str) -> None:
        line = keyed(self.lines).get(self.table.current_id())
        if line is None:
            return
        public_id, told = line.stored.initiative.id, tr("Đã đề nghị đọc lại {number}.",
                                                        number=line.stored.initiative.number)  # fmt: skip

        def asked(_: object) -> None:
            self._kept.forget(public_id, SECOND_READING)
            self._session.told.emit(told)

        self.flush()
        self._session.do(
            lambda desk, _job: second_readings.ask(desk, public_id, reason),
            asked,
            lambda error: self.second.say_problem(of_error(error)),
        )

    def _why_hidden(self, line: Line) -> str:
        if self._session.screen.user.name in {one.name for one in line.recused}:
            return tr("Bạn phải tránh sáng kiến này nên không xem điểm trước khi chốt phiên họp.")
        return result_table.hidden_words()

    def _ask_close(self) -> None:
        ready, left = self.ready(), len(self.lines) - len(self.ready())
        detail = tr("Phiếu chấm của {n} sáng kiến được khóa lại và chờ quyết định.", n=len(ready))
        detail += " " + tr("Không hoàn tác được; muốn chấm lại phải ghi lý do và chấm từ đầu.")
        asked = second_readings.asked(self._session.screen)
        if again := sum(bool(one.open_for) for one in asked.values()):
            detail += "\n" + tr("{n} sáng kiến đã đề nghị đọc lại mà chưa đủ người đọc lại.", n=again)
        if left:
            detail += "\n" + tr("{n} sáng kiến chưa đủ phiếu vẫn để chấm tiếp.", n=left)
        if confirm(self, tr("Chốt phiên họp cho {n} sáng kiến?", n=len(ready)), detail, tr("Chốt phiên họp")):
            self.close_session()

    def close_session(self) -> None:
        """Closes without asking; the button asks first."""
        self.close_button.setEnabled(False)
        self._session.do(lambda desk, _job: appraisals.close(desk), self._was_closed, self._not_closed)

    def _was_closed(self, done: tuple[list[Line], object]) -> None:
        self._session.told.emit(tr("Đã chốt {n} sáng kiến, chờ quyết định.", n=len(done[0])))
        self.closed.emit()

    def _not_closed(self, error: Exception) -> None:
        self.banner.say("error", of_error(error))
        self.refresh()

    def _build(self) -> None:
        upper = Card()
        upper.fill(self.table)
        self.limit = Banner()
        self._told = label("", "muted")
        foot = upper.foot()
        foot.addWidget(self._told)
        foot.addStretch(1)
        foot.addWidget(self.close_button)
        show_if(self.close_button, self._officer)
        self._pane = Card(" ", ruled=True)
        self.reasons, self.aside, self.comparison = Banner(), Banner(), Comparison()
        top = QVBoxLayout()
        top.setContentsMargins(15, 8, 15, 0)
        top.setSpacing(6)
        top.addWidget(self.reasons)
        top.addWidget(self.aside)
        top.addWidget(self.second)
        self._pane.head.addWidget(self.second.open_button)
        self._pane.body.setContentsMargins(0, 0, 0, 0)
        self._pane.body.addLayout(top)
        self._pane.body.addWidget(self.comparison, 1)
        self._pane.body.addStretch(0)
        split = QSplitter(Qt.Orientation.Vertical)
        split.setChildrenCollapsible(False)
        split.setHandleWidth(12)
        split.addWidget(upper)
        split.addWidget(self._pane)
        split.setSizes([340, 280])
        nothing = Card()
        nothing.fill(self.empty)
        self._stack = QStackedWidget()
        self._stack.addWidget(nothing)
        self._stack.addWidget(split)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(self.banner)
        column.addWidget(self.limit)
        column.addWidget(self._stack, 1)


def _hidden(line: Line, me: str, members: Collection[str]) -> bool:
    return me in members and me not in {sheet.appraiser for sheet in line.result.sheets}


def _read(desk: Desk) -> tuple[tuple[str, ...] | None, list[Line], Standings]:
    """On the store lane: what is hidden has no place, since those of the others would tell its points."""
    members, lines = councils.members(desk), appraisals.results(desk)
    seen = [line for line in lines if not _hidden(line, desk.user.name, members or ())]
    return members, lines, standings.of(desk, seen)
