"""The steps of writing a programme: each a page of groups of rows, filled when it is first opened."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from domain.pack import draft as drafts
from domain.pack.draft_cells import Draft
from ui.common.banner import Banner
from ui.common.labels import label, set_look
from ui.common.scroll import Scroll
from ui.programmes import draft_specs as specs
from ui.programmes import rule_words as words
from ui.programmes.cells import Tick
from ui.programmes.rows_edit import RowsEdit
from ui.words import tr


class StepBody(QWidget):
    """One step over some groups of the draft; `edited()` with every key.

    `groups` are made by `build`, which is asked when the step is first opened.
    """

    edited = Signal()

    def __init__(self, build: Callable[[Draft], dict[str, RowsEdit]], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._build = build
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
        self.groups = self._build(draft)
        for name, rows in self.groups.items():
            self._scroll.body.addWidget(rows)
            rows.edited.connect(self.edited)
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
            field = rows.cards[at].fields[name]
            # Once what is said below it has its room.
            QTimer.singleShot(0, field, lambda: self._scroll.ensureWidgetVisible(field, 20, 30))

    def written(self) -> Draft:
        return {name: rows.rows() for name, rows in self.groups.items()}


def basic(*, revises: bool) -> StepBody:
    return StepBody(lambda _draft: {"basic": RowsEdit("", specs.basic(revises=revises))})


def days() -> StepBody:
    def build(draft: Draft) -> dict[str, RowsEdit]:
        hint = tr("Mỗi dòng là một hạn của một cấp, với văn bản đặt ra nó. Nơi khác có ngày khác thì thêm dòng.")
        first = draft["phases"][0]["id"] if draft["phases"] else ""
        return {
            "phases": RowsEdit(
                tr("Giai đoạn"), specs.phases(), add=tr("Thêm giai đoạn"), cross=tr("Bỏ giai đoạn này"),
                fresh=lambda rows: {"id": str(len(rows) + 1)},
                hint=tr("Ngày bắt đầu áp dụng nằm trong giai đoạn nào thì sáng kiến thuộc giai đoạn ấy."),
            ),
            "deadlines": RowsEdit(
                tr("Hạn của từng cấp"), specs.deadlines(phases_of(draft)), add=tr("Thêm hạn"),
                cross=tr("Bỏ hạn này"), hint=hint,
                fresh=lambda _rows: {"level": "grassroots", "phase": first, "for_what": "portal"},
            ),
        }  # fmt: skip

    return StepBody(build)


def entry() -> StepBody:
    def build(_draft: Draft) -> dict[str, RowsEdit]:
        return {
            "kinds": _list(tr("Loại giải pháp"), tr("Thêm loại")),
            "groups": _list(tr("Nhóm đối tượng"), tr("Thêm nhóm")),
            "fields": RowsEdit(
                tr("Từng mục của phiếu sáng kiến"),
                (),
                says=lambda row: words.field_words(row["field"]),
                specs_of=specs.field,
                hint=tr("Mục phải có, độ dài tối đa, và văn bản đặt ra điều đó."),
            ),
        }

    return StepBody(build)


def judging() -> StepBody:
    def build(_draft: Draft) -> dict[str, RowsEdit]:
        return {
            "eligibility": RowsEdit(
                tr("Điều kiện tham gia"), specs.eligibility(), add=tr("Thêm điều kiện"),
                cross=tr("Bỏ điều kiện này"), fresh=lambda _rows: {"severity": "warn"},
            )
        }  # fmt: skip

    return StepBody(build)


def money() -> StepBody:
    def build(draft: Draft) -> dict[str, RowsEdit]:
        phases = phases_of(draft)
        return {
            "targets": RowsEdit(
                tr("Chỉ tiêu"), specs.targets(phases), add=tr("Thêm chỉ tiêu"), cross=tr("Bỏ chỉ tiêu này"),
                fresh=lambda _rows: {"level": "grassroots"},
            ),
            "nomination_limits": RowsEdit(
                tr("Số lượng giới thiệu"), specs.nominations(phases), add=tr("Thêm mức giới thiệu"),
                cross=tr("Bỏ mức này"), fresh=lambda _rows: {"level": "grassroots"},
            ),
            "support": RowsEdit(
                tr("Hỗ trợ kinh phí"), specs.support(),
                hint=tr("Để trống cả hai số tiền nếu chương trình không hỗ trợ."),
            ),
        }  # fmt: skip

    return StepBody(build)


class RubricBody(StepBody):
    """The rubric, with its points added up as they are typed."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(_rubric, parent)
        self.sum = label("", "label", wrap=True)
        self.foot.addWidget(self.sum)
        self.edited.connect(self.add_up)

    def open(self, draft: Draft) -> None:
        super().open(draft)
        self.add_up()

    def add_up(self) -> None:
        points, wanted = drafts.total(self.written())
        if points == wanted:
            self.sum.setText(tr("Các tiêu chí cộng lại {n} điểm, đúng bằng tổng điểm.", n=points))
        else:
            words = tr("Các tiêu chí cộng lại {n} điểm, tổng điểm ghi {m}. Hãy sửa cho bằng nhau.", n=points, m=wanted)
            self.sum.setText(words)
        set_look(self.sum, "label" if points == wanted else "error")


def phases_of(draft: Draft) -> list[tuple[str, str]]:
    """(id, title) of the phases of a draft, for choices."""
    return [(row.get("id", ""), row.get("title", "")) for row in draft["phases"]]


def confirming(body: StepBody) -> tuple[Banner, Tick]:
    """Puts over a step the proposal of its days and the tick that a person has looked at them."""
    banner, tick = Banner(), Tick(tr("Tôi đã xem lại các ngày"))
    body.head.addWidget(banner)
    body.head.addWidget(tick)
    return banner, tick


def _rubric(_draft: Draft) -> dict[str, RowsEdit]:
    return {
        "scale": RowsEdit(tr("Cách chấm điểm"), specs.scale()),
        "criteria": RowsEdit(
            tr("Tiêu chí"),
            specs.criteria(),
            add=tr("Thêm tiêu chí"),
            cross=tr("Bỏ tiêu chí này"),
            fresh=lambda _rows: {"bands": "0: "},
        ),
    }


def _list(title: str, add: str) -> RowsEdit:
    return RowsEdit(title, specs.choices(title), add=add, cross=tr("Bỏ dòng này"), framed=False)
