"""What a closed session has decided waits here for its paper: the decision, what to complete, why not."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from desktop.desk import Desk
from desktop.messages import of_error, of_problem
from desktop.operations import appraisals, councils, programmes
from desktop.operations.appraisals import Line
from desktop.operations.initiatives import Moved
from desktop.operations.typed_words import MARK_AGAIN
from domain import moves
from domain.errors import Problem
from domain.initiative import State
from domain.moves import Decision
from ui.appraisals import standing
from ui.appraisals.decided_list import DecidedList
from ui.appraisals.decision_pane import DecisionPane
from ui.common.card import Card
from ui.common.empty import Empty
from ui.common.keeper import Keeper
from ui.common.kept_reasons import KeptReasons
from ui.session import Session
from ui.words import tr


class Decisions(QWidget):
    """The list at the left, the paper and the words for the chosen one at the right."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._keeper, self._kept = Keeper(session, self), KeptReasons(session, self)
        self._asked = 0
        self._wanted: int | None = None
        self._packs = programmes.Packs(session.screen)
        self.reasons: dict[str, str] = {}
        self._typed: dict[str, str] = {}
        self._open: int | None = None
        self._decided = 0
        self.list, self.pane = DecidedList(), DecisionPane()
        self._build()
        self.pane.paper.set_body(councils.kept(session.screen, "decision"))
        self.pane.paper.edited.connect(self._keep_paper)
        self.pane.paper.edited.connect(self._show_early)
        self.pane.reason.edited.connect(self._write_reason)
        self.pane.decided.connect(self.decide)
        self.pane.again.connect(self.mark_again)
        self.pane.again_typed.connect(self._keep_again)
        self.list.picked.connect(lambda _: self._show())
        self.list.chosen.connect(self._show_button)

    def refresh(self) -> None:
        """Reads what waits on the store lane; an older answer is dropped."""
        self._asked += 1
        asked = self._asked
        self._packs = programmes.Packs(self._session.screen)

        def arrived(found: tuple[Sequence[Line], dict[str, str]]) -> None:
            if asked == self._asked:
                self._arrived(*found)

        self.flush()
        self._session.do(lambda desk, _job: _waiting(desk), arrived)

    def flush(self) -> None:
        self._keeper.flush()
        self._kept.flush()

    def show_row(self, row_id: int) -> None:
        """Chooses one initiative, at once or when the list has been read."""
        self._wanted = row_id
        line = next((one for one in self.list.lines if one.stored.row_id == row_id), None)
        if line is not None and line.result.outcome is not None:
            self.list.chips.choose(str(line.result.outcome))
            self.list.show_group()
            self.list.table.select_id(row_id)
            self._wanted = None

    def decide(self) -> None:
        """Carries out the outcome of the open group over its rows; what lacks something is named and stays."""
        group, lines = self.list.group(), self.list.wanted()
        decision = Decision() if group is State.DECLINED else self.pane.paper.decision()
        reasons = {line.stored.row_id: self.reasons.get(line.stored.initiative.id, "") for line in lines}
        self._keeper.flush()
        self.pane.set_busy(True)
        self._session.do(
            lambda desk, _job: councils.decide(desk, group, decision, reasons),
            lambda moved: self._was_decided(group, moved),
            self._failed,
        )

    def mark_again(self) -> None:
        line, reason = self.list.current(), self.pane.again_reason.value()
        if line is None:
            return
        row_id = line.stored.row_id
        self._kept.flush()
        self._session.do(
            lambda desk, _job: councils.mark_again(desk, [row_id], reason), self._was_sent_back, self._failed
        )

    def _arrived(self, lines: Sequence[Line], kept: dict[str, str]) -> None:
        self.reasons = kept | self._typed  # what was typed meanwhile is newer than what was read
        if lines and not self.list.lines:
            self._decided = 0  # another session
        if not lines:
            self._say_empty()
        self._stack.setCurrentIndex(1 if lines else 0)
        self.list.show_lines(lines, self.reasons)
        if self._wanted is not None:
            self.show_row(self._wanted)
        self._show()

    def _show(self) -> None:
        line = self.list.current()
        group = self.list.group()
        self.pane.show_group(group)
        if line is not None:
            rubric = self._packs.of(line.stored.initiative).rubric
            notes = [f"{sheet.appraiser}: {sheet.note}" for sheet in line.result.sheets if sheet.note]
            why = [*standing.reasons(line, rubric), *standing.aside(line)]
            self.pane.show_line(line, self.reasons.get(line.stored.initiative.id, ""), why, notes)
            if line.stored.row_id != self._open:
                self._open = line.stored.row_id
                self.pane.clear_problems()
                self.pane.close_again(self._kept.words(line.stored.initiative.id, MARK_AGAIN))
        self._show_button()

    def _show_button(self) -> None:
        wanted = self.list.wanted()
        whole = len(wanted) == len(self.list.of_group(self.list.group()))
        self.pane.show_button(self.list.group(), len(wanted), whole=whole)
        self._show_early()

    def _show_early(self) -> None:
        days = [line.stored.initiative.accepted_on for line in self.list.wanted()]
        declined = self.list.group() is State.DECLINED
        self.pane.show_early(None if declined else moves.early(days, self.pane.paper.decision().on))

    def _write_reason(self, words: str) -> None:
        line = self.list.current()
        if line is None:
            return
        public_id = line.stored.initiative.id
        self.reasons[public_id] = self._typed[public_id] = words
        self.list.show_reason(line.stored.row_id)
        body = {"reason": words} if words.strip() else {}
        self._keeper.keep(public_id, lambda desk: appraisals.save_draft(desk, public_id, body))

    def _keep_again(self, words: str) -> None:
        line = self.list.current()
        if line is not None:
            self._kept.write(line.stored.initiative.id, MARK_AGAIN, words)

    def _keep_paper(self) -> None:
        body = self.pane.paper.body()
        self._keeper.keep("decision", lambda desk: councils.keep(desk, "decision", body))

    def _was_decided(self, group: State, moved: Moved) -> None:
        self.pane.set_busy(False)
        self._forget(moved)
        self._decided += len(moved.moved)
        if moved.moved:
            said = {
                State.RECOGNISED: tr("Đã công nhận {n} sáng kiến.", n=len(moved.moved)),
                State.RECOGNISED_AFTER_COMPLETION: tr(
                    "Đã công nhận, phải hoàn thiện {n} sáng kiến.", n=len(moved.moved)
                ),
                State.DECLINED: tr("Đã ghi không công nhận {n} sáng kiến.", n=len(moved.moved)),
            }
            self._session.told.emit(said[group])
        problems = [problem for found in moved.refused.values() for problem in found]
        self.pane.show_problems(problems, len(moved.refused))
        beyond = next((row_id for row_id, found in moved.refused.items() if _of_reason(found)), None)
        if beyond is not None:
            self.list.table.select_id(beyond)
            self.pane.reason.setFocus()

    def _was_sent_back(self, moved: Moved) -> None:
        problems = [problem for found in moved.refused.values() for problem in found]
        if problems:
            self.pane.say_again_problem(of_problem(problems[0]))
            return
        self._forget(moved)
        self.pane.close_again()
        self._session.told.emit(tr("Đã đưa về chấm lại {n} sáng kiến.", n=len(moved.moved)))

    def _forget(self, moved: Moved) -> None:
        """The words have done their work; with the last initiative goes the paper."""
        gone = [line for line in self.list.lines if line.stored.row_id in moved.moved]
        for line in gone:
            self._typed.pop(line.stored.initiative.id, None)
            self._kept.forget(line.stored.initiative.id, MARK_AGAIN)
        if gone and len(gone) == len(self.list.lines):
            self.pane.paper.set_body({})
            self._keep_paper()

    def _failed(self, error: Exception) -> None:
        self.pane.set_busy(False)
        self.pane.banner.say("error", of_error(error))

    def _say_empty(self) -> None:
        """Nothing waits: because it has just been decided, or because no session has closed."""
        hint = tr("Chốt phiên họp ở mục «Kết quả»; các sáng kiến đã chốt chờ quyết định ở đây.")
        if self._decided:
            self.empty.say("checkmark_circle", tr("Đã ghi quyết định cho {n} sáng kiến", n=self._decided), hint)
        else:
            self.empty.say("gavel", tr("Chưa có sáng kiến nào chờ quyết định"), hint)

    def _build(self) -> None:
        nothing = Card()
        self.empty = Empty("gavel", "")
        self._say_empty()
        nothing.fill(self.empty)
        work = QWidget()
        row = QHBoxLayout(work)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(12)
        row.addWidget(self.list, 55)
        row.addWidget(self.pane, 45)
        self._stack = QStackedWidget()
        self._stack.addWidget(nothing)
        self._stack.addWidget(work)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._stack)


def _waiting(desk: Desk) -> tuple[Sequence[Line], dict[str, str]]:
    lines = appraisals.decided(desk)
    return lines, councils.kept_reasons(desk, [line.stored.initiative.id for line in lines])


def _of_reason(problems: Sequence[Problem]) -> bool:
    return any(problem.field == "reason" for problem in problems)
