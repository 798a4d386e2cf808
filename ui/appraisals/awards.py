"""Awards: what has been recognised, what each was awarded at the four levels, and the form for another one."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop.messages import of_error, of_problem
from desktop.operations import awards, councils
from desktop.operations.awards import Given
from desktop.operations.initiatives import Stored
from desktop.operations.typed_words import withdrawing
from domain import dates, labels
from domain.award import Award
from domain.errors import RuleError
from domain.initiative import State
from ui.appraisals.award_line import AwardLine
from ui.appraisals.beside import beside
from ui.appraisals.decision_fields import DecisionFields
from ui.appraisals.keyed import Keyed
from ui.common.banner import Banner
from ui.common.buttons import Button
from ui.common.card import Card
from ui.common.choices import Choice
from ui.common.editors import LineEdit
from ui.common.empty import Empty
from ui.common.field import Field
from ui.common.keeper import Keeper
from ui.common.kept_reasons import KeptReasons
from ui.common.labels import label, show_if
from ui.common.page_model import Cell, Column, Kind, PageModel
from ui.common.pill import state_mark
from ui.common.scroll import Scroll
from ui.common.table import Table
from ui.session import Session
from ui.words import tr

FORM = "award"
Held = Mapping[int, Sequence[Award]]


class Awards(QWidget):
    """The list at the left; at the right the awards of the chosen one, and what a new decision says."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._keeper, self._kept = Keeper(session, self), KeptReasons(session, self)
        self._asked = 0
        self._held: Held = {}
        columns = [
            Column[Stored](tr("Sáng kiến"), self._cell, Kind.TWO_LINES),
            Column[Stored](tr("Trạng thái"), lambda one: Cell(mark=state_mark(one.initiative.state)), Kind.PILL,
                           sample=state_mark(State.CONSIDERED).word, fold_below=60),
        ]  # fmt: skip
        self.model = PageModel(columns, _keyed(()))
        self.table = Table(self.model, tr("Sáng kiến được khen thưởng"))
        self.table.setSelectionMode(Table.SelectionMode.SingleSelection)
        self.empty = Empty("star", tr("Chưa có sáng kiến nào được công nhận"))
        self.banner, self.paper = Banner(), DecisionFields()
        self.level = Choice([(code, tr(words)) for code, words in labels.LEVELS.items()], tr("chọn cấp"))
        self.form = LineEdit(tr("ví dụ Giấy khen"))
        self.give = Button(tr("Ghi khen thưởng"), "star", "primary")
        self.lines: list[AwardLine] = []
        self._chosen, self._none = label("", "heading", wrap=True), label("", "muted", wrap=True)
        self._listed = QVBoxLayout()
        self._build()
        self._fill(councils.kept(session.screen, FORM))
        for edited in (self.paper.edited, self.level.edited, self.form.edited):
            edited.connect(lambda *_: self._keep())
        self.table.picked.connect(lambda _: self._show())
        self.give.clicked.connect(self.give_award)

    def refresh(self) -> None:
        """Reads the list again on the store lane; what is being typed stays, an older answer is dropped."""
        self._asked += 1
        asked = self._asked
        self._session.do(
            lambda desk, _job: awards.awardable(desk),
            lambda found: self._arrived(*found) if asked == self._asked else None,
        )

    def flush(self) -> None:
        self._keeper.flush()
        self._kept.flush()

    def current(self) -> Stored | None:
        provider = self.model.provider
        return provider.get(self.table.current_id()) if isinstance(provider, Keyed) else None

    def give_award(self) -> None:
        """Records what the form says for the chosen one, or says what it lacks."""
        chosen = self.current()
        if chosen is None:
            return
        paper, row_id = self.paper.decision(), chosen.row_id
        given = Given(self.level.value(), self.form.value(), paper.no, paper.on, paper.signer)
        self._session.do(
            lambda desk, _job: awards.give(desk, row_id, given), lambda _: self._was_given(), self._not_given
        )

    def _withdraw(self, award_id: int, reason: str) -> None:
        line = next((one for one in self.lines if one.award.id == award_id), None)
        self.flush()
        self._session.do(
            lambda desk, _job: awards.withdraw(desk, award_id, reason),
            lambda _: self._keep_reason(award_id, ""),
            lambda error: line.say_problem(of_error(error)) if line else None,
        )

    def _was_given(self) -> None:
        """One decision often awards many: what it says stays for the next one."""
        self._show_problems(RuleError("award_incomplete"))
        self._session.told.emit(tr("Đã ghi khen thưởng."))

    def _not_given(self, error: Exception) -> None:
        if isinstance(error, RuleError) and error.problems:
            self._show_problems(error)
        else:
            self.banner.say("error", of_error(error))

    def _show_problems(self, error: RuleError) -> None:
        by_field = {problem.field: of_problem(problem) for problem in error.problems}
        self._level_field.set_problem(by_field.pop("level", ""))
        self._form_field.set_problem(by_field.pop("form", ""))
        self.paper.show_problems(error.problems)
        rest = [words for name, words in by_field.items() if not name.startswith("decision_")]
        self.banner.say("error", " ".join(rest))

    def _arrived(self, found: Sequence[Stored], held: Held) -> None:
        self._held = held
        self._stack.setCurrentIndex(1 if found else 0)
        self.table.refresh(_keyed(found))
        if found and self.table.current_id() is None:
            self.table.select_row(0)
        self._show()

    def _show(self) -> None:
        chosen = self.current()
        show_if(self._pane, chosen is not None)
        if chosen is None:
            return
        self._chosen.setText(f"{chosen.initiative.number}  {chosen.initiative.title}")
        held = list(self._held.get(chosen.row_id, ()))
        if [line.award for line in self.lines] != held:  # else somebody may be typing in one of them
            self._list(chosen.initiative.id, held)
        self._none.setText("" if self.lines else tr("Chưa ghi khen thưởng nào."))
        show_if(self._none, not self.lines)

    def _list(self, public_id: str, held: Sequence[Award]) -> None:
        for line in self.lines:
            self._listed.removeWidget(line)
            line.hide()
            line.deleteLater()
        self.lines = [AwardLine(one, self._kept.words(public_id, withdrawing(one.id))) for one in held]
        for line in self.lines:
            line.withdrawn.connect(self._withdraw)
            line.typed.connect(self._keep_reason)
            self._listed.addWidget(line)

    def _keep_reason(self, award_id: int, words: str) -> None:
        row_id = next((row_id for row_id, held in self._held.items() if award_id in {one.id for one in held}), None)
        provider = self.model.provider
        stored = provider.get(row_id) if isinstance(provider, Keyed) else None
        if stored is not None:
            self._kept.write(stored.initiative.id, withdrawing(award_id), words)

    def _cell(self, stored: Stored) -> Cell:
        held = self._held.get(stored.row_id, ())
        told = ", ".join(f"{one.form} ({dates.shown(one.decision_on)})" for one in held)
        second = " · ".join(filter(None, (stored.initiative.number, told or tr("chưa khen thưởng"))))
        return Cell(stored.initiative.title, second, second, tip=stored.initiative.title)

    def _fill(self, body: Mapping[str, object]) -> None:
        self.paper.set_body(body)
        self.level.set_value(str(body.get("level", "")))
        self.form.set_value(str(body.get("form", "")))

    def _keep(self) -> None:
        mine = {"level": self.level.value(), "form": self.form.value()}
        body = self.paper.body() | {name: words for name, words in mine.items() if words}
        self._keeper.keep(FORM, lambda desk: councils.keep(desk, FORM, body))

    def _build(self) -> None:
        for name, thing in (("award_level", self.level), ("award_form", self.form), ("give_award", self.give)):
            thing.setObjectName(name)
        listed = Card()
        listed.fill(self.table)
        self._pane = Card(tr("Khen thưởng"), ruled=True)
        scroll = Scroll()
        self._level_field = Field(tr("Cấp khen thưởng"), self.level, required=True)
        self._form_field = Field(tr("Hình thức"), self.form, required=True)
        scroll.body.addWidget(self.banner)
        scroll.body.addWidget(self._chosen)
        scroll.body.addWidget(self._none)
        scroll.body.addLayout(self._listed)
        for part in (self._level_field, self._form_field, self.paper):
            scroll.body.addWidget(part)
        scroll.body.addStretch(1)
        self._pane.fill(scroll)
        foot = self._pane.foot()
        foot.addStretch(1)
        foot.addWidget(self.give)
        self._stack = beside(self, self.empty, listed, self._pane, 55)


def _keyed(found: Sequence[Stored]) -> Keyed[Stored]:
    return Keyed(found, lambda stored: stored.row_id)
