"""The steps of writing a programme: each a page of groups of rows, filled when it is first opened."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from domain.pack import draft as drafts
from domain.pack.draft_cells import Draft
from ui.common.banner import Banner
from ui.common.labels import label, set_look
from ui.common.scroll import Scroll
from ui.programmes.cells import Tick
from ui.programmes.draft_groups import groups, phases_of
from ui.programmes.rows_edit import RowsEdit
from ui.words import tr


class StepBody(QWidget):
    """One step over its groups of the draft; `edited()` with every key.

    `groups` are made when the step is first opened.
    """

    edited = Signal()

    def __init__(self, step: str, *, revises: bool = False, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._step, self._revises = step, revises
        self.names = tuple(name for name, group in groups(revises=revises).items() if group.step == step)
        self.groups: dict[str, RowsEdit] = {}
        self.head = QVBoxLayout()
        self.foot = QVBoxLayout()
        self._scroll = Scroll()
        self._scroll.body.setContentsMargins(0, 0, 8, 0)
        self._scroll.body.setSpacing(14)
        self._scroll.body.addLayout(self.head)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._scroll, 1)

    def opened(self) -> bool:
        return bool(self.groups)

    def open(self, draft: Draft) -> None:
        """Shows its groups of the draft; once open it only writes."""
        if self.groups:
            return
        made = groups(phases_of(draft), revises=self._revises)
        self.groups = {name: RowsEdit(made[name], titled=name != "basic") for name in self.names}
        for name, rows in self.groups.items():
            self._scroll.body.addWidget(rows)
            rows.edited.connect(self.edited)
            rows.moved.connect(self._scroll.reach)
            rows.set_rows(draft[name])
        self._scroll.body.addLayout(self.foot)
        self._scroll.body.addStretch(1)

    def name_phases(self, draft: Draft) -> None:
        """The phases as they are now, for the choices of every row."""
        for name, rows in self.groups.items():
            whole = [] if name == "deadlines" else [("", tr("Cả chương trình"))]
            rows.set_items("phase", [*whole, *phases_of(draft)])

    def show_again(self, draft: Draft) -> None:
        """Other words in the same groups: the days were moved."""
        for name, rows in self.groups.items():
            rows.set_rows(draft[name])

    def go_to(self, group: str, at: int, name: str) -> None:
        """The keyboard into a cell, with what is said below it in sight."""
        rows = self.groups[group]
        rows.go_to(at, name)
        if at < len(rows.cards) and name in rows.cards[at].fields:
            self._scroll.reach(rows.cards[at].fields[name])

    def written(self) -> Draft:
        return {name: rows.rows() for name, rows in self.groups.items()}


class RubricBody(StepBody):
    """The rubric, with its points added up as they are typed."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("rubric", parent=parent)
        self.sum = label("", "label", wrap=True)
        self.foot.addWidget(self.sum)
        self.edited.connect(self.add_up)

    def open(self, draft: Draft) -> None:
        super().open(draft)
        self.add_up()

    def add_up(self) -> None:
        points, wanted = drafts.total(self.written())
        if not points and not wanted:
            self.sum.setText(tr("Không cho điểm: xét các điều kiện Có hay Không và số thành viên đồng ý."))
        elif points == wanted:
            self.sum.setText(tr("Các tiêu chí cộng lại {n} điểm, đúng bằng tổng điểm.", n=points))
        else:
            words = tr("Các tiêu chí cộng lại {n} điểm, tổng điểm ghi {m}. Hãy sửa cho bằng nhau.", n=points, m=wanted)
            self.sum.setText(words)
        set_look(self.sum, "label" if points == wanted else "error")


def confirming(body: StepBody) -> tuple[Banner, Tick]:
    """Puts over a step the proposal of its days and the tick that a person has looked at them."""
    banner, tick = Banner(), Tick(tr("Tôi đã xem lại các ngày"))
    body.head.addWidget(banner)
    body.head.addWidget(tick)
    return banner, tick
