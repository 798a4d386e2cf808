"""The section «Kế hoạch phối hợp»: the plans signed with the employer, a list and the form of one."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtGui import QHideEvent
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from desktop import messages
from desktop.operations import cooperation_plans
from desktop.operations.cooperation_plans import Saved
from domain import cooperation_plan as rules
from domain.cooperation_plan import CooperationPlan
from ui.common.banner import Banner
from ui.common.buttons import Button
from ui.common.card import Card
from ui.common.empty import Empty
from ui.common.page_model import Cell, Column, Kind, PageModel, SequenceProvider
from ui.common.table import Table
from ui.programmes.plan_form import PlanForm
from ui.session import Session
from ui.words import tr


class PlansSection(QWidget):
    """Every field is saved as it is left; a plan taken off the list can be brought back at once."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._removed, self._added_one = 0, False
        self.add = Button(tr("Thêm kế hoạch"), "add", "primary")
        self.add.clicked.connect(self._add)
        self.banner = Banner()
        self.banner.clicked.connect(self._restore)
        self.model: PageModel[CooperationPlan] = PageModel(_columns(), SequenceProvider[CooperationPlan](), self)
        self.table = Table(self.model, tr("Kế hoạch phối hợp"))
        self.table.picked.connect(lambda _place: self._show())
        self.form = PlanForm()
        self.form.typed.connect(self._save)
        self.form.remove.clicked.connect(self._remove)
        self._lay_out()
        self.setFocusProxy(self.table)

    def refresh(self) -> None:
        plans = cooperation_plans.everything(self._session.screen)
        self.table.refresh(SequenceProvider(plans))
        self.stack.setCurrentIndex(0 if plans else 1)
        if plans and self._plan() is None:
            self.table.select_row(0)
        self._show()

    def flush(self) -> None:
        self.form.flush()

    def hideEvent(self, event: QHideEvent) -> None:
        self.form.flush()
        if self._added_one:
            # A plan that was begun and never written into is nothing to keep.
            self._added_one = False
            self._session.do(lambda desk, _job: cooperation_plans.drop_blank(desk), None, self._failed)
        super().hideEvent(event)

    def _plan(self) -> CooperationPlan | None:
        place = self.table.current_id()
        return None if place is None else next(iter(self.model.provider.rows([place])), None)

    def _show(self) -> None:
        plan = self._plan()
        self.form.setVisible(plan is not None)
        if plan is not None:
            self.form.show_plan(plan, cooperation_plans.problems(plan))

    def _add(self) -> None:
        self.form.flush()
        self._session.do(lambda desk, _job: cooperation_plans.enter(desk, {}), self._added, self._failed)

    def _added(self, saved: Saved) -> None:
        self._added_one = True
        self._select(saved.plan.id)
        self.form.take_focus()

    def _select(self, plan_id: int) -> None:
        plans = self.model.provider.rows(range(self.model.rowCount()))
        place = next((place for place, plan in enumerate(plans) if plan.id == plan_id), None)
        if place is not None:
            self.table.select_row(place)

    def _save(self, plan_id: int, name: str, words: str) -> None:
        self._session.do(
            lambda desk, _job: cooperation_plans.type_in(desk, plan_id, {name: words}),
            lambda saved: self._saved(saved),
            partial(self._refused, plan_id, name),
        )

    def _saved(self, saved: Saved) -> None:
        self._select(saved.plan.id)
        self.form.say_saved()

    def _refused(self, plan_id: int, name: str, error: Exception) -> None:
        if not self.form.refuse(plan_id, name, messages.of_error(error)):
            self._failed(error)

    def _remove(self) -> None:
        plan = self._plan()
        if plan is not None:
            self._removed = plan.id
            self._session.do(
                lambda desk, _job: cooperation_plans.remove(desk, plan.id),
                lambda _changes: self.banner.say("info", tr("Đã bỏ một kế hoạch khỏi danh sách."), tr("Lấy lại")),
                self._failed,
            )

    def _restore(self) -> None:
        plan_id = self._removed
        if plan_id:
            self.banner.clear()
            self._session.do(
                lambda desk, _job: cooperation_plans.restore(desk, plan_id),
                lambda _changes: self._select(plan_id),
                self._failed,
            )

    def _failed(self, error: Exception) -> None:
        self._removed = 0
        self.banner.say("error", messages.of_error(error))

    def _lay_out(self) -> None:
        empty = Empty("document", tr("Chưa có kế hoạch phối hợp nào"),
                      tr("Ghi lại kế hoạch đã ký với người sử dụng lao động: số, ngày, chỉ tiêu."),
                      tr("Thêm kế hoạch"))  # fmt: skip
        empty.clicked.connect(self._add)
        self.stack = QStackedWidget()
        self.stack.addWidget(self.table)
        self.stack.addWidget(empty)
        listed = Card()
        listed.fill(self.stack)
        head = QHBoxLayout()
        head.addWidget(self.banner, 1)
        head.addStretch(0)
        head.addWidget(self.add, 0, Qt.AlignmentFlag.AlignTop)
        halves = QHBoxLayout()
        halves.setSpacing(12)
        halves.addWidget(listed, 5)
        halves.addWidget(self.form, 4)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(10)
        column.addLayout(head)
        column.addLayout(halves, 1)


def _columns() -> tuple[Column[CooperationPlan], ...]:
    return (
        Column(tr("Kế hoạch"), _who, Kind.TWO_LINES),
        Column(tr("Ngày ký"), lambda plan: Cell(rules.shown(plan, "signed_on") or "–"), sample="00/00/0000"),
        Column(tr("Chỉ tiêu"), lambda plan: Cell(_aim(plan) or "–"), sample="10.000 MMMMMMMMMMMM", fold_below=64),
    )


def _who(plan: CooperationPlan) -> Cell:
    return Cell(plan.employer or tr("(chưa ghi người sử dụng lao động)"), plan.no or tr("chưa có số"))


def _aim(plan: CooperationPlan) -> str:
    parts = []
    if plan.initiatives:
        parts.append(tr("{n} sáng kiến", n=plan.initiatives))
    if plan.persons_pct:
        parts.append(tr("{share} % số người", share=rules.shown(plan, "persons_pct")))
    return ", ".join(parts)
