"""What is recognised once something has been completed: what each waits for, its recognition, or marking it again."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QHBoxLayout, QWidget

from desktop.messages import of_error, of_problem
from desktop.operations import completions, councils, rounds
from desktop.operations.initiatives import Moved, Stored
from domain.initiative import State
from ui.appraisals import points
from ui.appraisals.beside import beside
from ui.appraisals.decision_fields import DecisionFields
from ui.appraisals.keyed import Keyed
from ui.appraisals.standing import short_mark
from ui.common.banner import Banner
from ui.common.buttons import Button
from ui.common.card import Card
from ui.common.editors import LineEdit
from ui.common.empty import Empty
from ui.common.field import Field
from ui.common.keeper import Keeper
from ui.common.labels import label, show_if
from ui.common.page_model import Cell, Column, Kind, PageModel
from ui.common.scroll import Scroll
from ui.common.table import Table
from ui.session import Session
from ui.words import tr

FORM = "completion"


class Completions(QWidget):
    """The list at the left; at the right what the chosen one has to complete, and the two ways on."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._keeper = Keeper(session, self)
        self._asked = 0
        self.model = PageModel([Column[Stored](tr("Sáng kiến"), _cell, Kind.TWO_LINES)], _keyed(()))
        self.table = Table(self.model, tr("Sáng kiến phải hoàn thiện"))
        self.table.setSelectionMode(Table.SelectionMode.SingleSelection)
        self.empty = Empty("checkmark_circle", tr("Không có sáng kiến nào chờ hoàn thiện"))
        self.banner, self.paper = Banner(), DecisionFields()
        self.done = Button(tr("Đã hoàn thiện, công nhận"), "certificate", "primary")
        self.reason = LineEdit(tr("đã hoàn thiện gì, vì sao chấm lại"))
        self.again = Button(tr("Đưa về chấm lại"), "arrow_undo")
        self._chosen, self.note = label("", "heading", wrap=True), label("", wrap=True)
        self.history = label("", "small", wrap=True)
        self._build()
        kept = councils.kept(session.screen, FORM)
        self.paper.set_body(kept)
        self.reason.set_value(str(kept.get("reason", "")))
        self.paper.edited.connect(self._keep)
        self.reason.edited.connect(lambda _: self._keep())
        self.table.picked.connect(lambda _: self._show())
        self.done.clicked.connect(self.complete)
        self.again.clicked.connect(self.mark_again)

    def refresh(self) -> None:
        """Reads the list again on the store lane; what is being typed stays, an older answer is dropped."""
        self._asked += 1
        asked = self._asked
        self._session.do(
            lambda desk, _job: completions.waiting(desk),
            lambda found: self._arrived(found) if asked == self._asked else None,
        )

    def _arrived(self, found: Sequence[Stored]) -> None:
        self._stack.setCurrentIndex(1 if found else 0)
        self.table.refresh(_keyed(found))
        if found and self.table.current_id() is None:
            self.table.select_row(0)
        self._show()

    def flush(self) -> None:
        self._keeper.flush()

    def current(self) -> Stored | None:
        provider = self.model.provider
        return provider.get(self.table.current_id()) if isinstance(provider, Keyed) else None

    def complete(self) -> None:
        """Recognises the chosen one by the paper, or says what the paper lacks."""
        chosen = self.current()
        if chosen is None:
            return
        row_id, decision = chosen.row_id, self.paper.decision()
        self._session.do(
            lambda desk, _job: completions.complete(desk, [row_id], decision),
            lambda moved: self._was_moved(moved, tr("Đã công nhận {n} sáng kiến.", n=len(moved.moved))),
            self._failed,
        )

    def mark_again(self) -> None:
        """Sends the chosen one back to be marked in a new round, or asks for the reason."""
        chosen = self.current()
        if chosen is None:
            return
        row_id, reason = chosen.row_id, self.reason.value()
        self._session.do(
            lambda desk, _job: completions.appraise_again(desk, [row_id], reason),
            lambda moved: self._was_moved(moved, tr("Đã đưa về chấm lại {n} sáng kiến.", n=len(moved.moved))),
            self._failed,
        )

    def _was_moved(self, moved: Moved, told: str) -> None:
        problems = [problem for found in moved.refused.values() for problem in found]
        at_paper = self.paper.show_problems(problems)
        of_reason = next((one for one in problems if one.field == "reason"), None)
        self._reason_field.set_problem(of_problem(of_reason) if of_reason else "")
        rest = [] if at_paper or of_reason else problems
        self.banner.say("error", of_problem(rest[0]) if rest else "")
        if not problems:
            self.reason.set_value("")
            self._keep()
            self._session.told.emit(told)

    def _failed(self, error: Exception) -> None:
        self.banner.say("error", of_error(error))

    def _keep(self) -> None:
        body = self.paper.body() | ({"reason": self.reason.value()} if self.reason.value().strip() else {})
        self._keeper.keep(FORM, lambda desk: councils.keep(desk, FORM, body))

    def _show(self) -> None:
        chosen = self.current()
        show_if(self._pane, chosen is not None)
        if chosen is None:
            return
        initiative = chosen.initiative
        self._chosen.setText(f"{initiative.number}  {initiative.title}")
        self.note.setText(initiative.completion_note)
        self.history.setText("\n".join(self._rounds(initiative.id)))
        show_if(self.history, bool(self.history.text()))

    def _rounds(self, public_id: str) -> list[str]:
        """A line for each closed round: none of its sheets is lost when another begins."""
        said = []
        for one in rounds.closed(self._session.screen, public_id):
            words = tr("Vòng {no}: {outcome}, {n} phiếu", no=one.no, outcome=short_mark(State(one.outcome)).word,
                       n=len(one.sheets))  # fmt: skip
            if one.mean is not None:
                words += tr(", trung bình {mean}", mean=points.shown(one.mean))
            said.append(words + ".")
        return said

    def _build(self) -> None:
        for name, thing in (("completion_done", self.done), ("completion_again", self.again),
                            ("completion_reason", self.reason)):  # fmt: skip
            thing.setObjectName(name)
        listed = Card()
        listed.fill(self.table)
        self._pane = Card(tr("Hoàn thiện"), ruled=True)
        scroll = Scroll()
        self._reason_field = Field(tr("Lý do chấm lại"), self.reason,
                                   help_text=tr("Mọi người chấm lại từ đầu; phiếu cũ vẫn được giữ."))  # fmt: skip
        for part in (
            self.banner,
            self._chosen,
            label(tr("Nội dung phải hoàn thiện"), "label"),
            self.note,
            self.history,
            self.paper,
            _right(self.done),
            self._reason_field,
            _right(self.again),
        ):
            scroll.body.addWidget(part)
        scroll.body.addStretch(1)
        self._pane.fill(scroll)
        self._stack = beside(self, self.empty, listed, self._pane)


def _keyed(found: Sequence[Stored]) -> Keyed[Stored]:
    return Keyed(found, lambda stored: stored.row_id)


def _cell(stored: Stored) -> Cell:
    initiative = stored.initiative
    second = f"{initiative.number} · {initiative.completion_note}"
    return Cell(initiative.title, second, second, tip=initiative.completion_note)


def _right(button: Button) -> QWidget:
    ground = QWidget()
    row = QHBoxLayout(ground)
    row.setContentsMargins(0, 0, 0, 0)
    row.addStretch(1)
    row.addWidget(button)
    return ground
