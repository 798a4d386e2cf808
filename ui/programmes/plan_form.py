"""The form of one plan signed with the employer."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QGridLayout, QWidget

from desktop import clock, messages
from domain import cooperation_plan as rules
from domain import dates
from domain.cooperation_plan import CooperationPlan
from domain.errors import Problem
from ui.common.buttons import Button
from ui.common.card import Card
from ui.common.editors import DateEdit, LineEdit, TextEdit
from ui.common.field import Field
from ui.common.labels import label
from ui.common.scroll import Scroll
from ui.words import tr

Editor = LineEdit | TextEdit
SAVE_AFTER_MS = 1200


class PlanForm(Card):
    """`typed(plan id, field, words)` when a field is left with other words than are stored, or the hands rest.

    Words that were refused stay in front, and so does a field that still has the keyboard.
    """

    typed = Signal(int, str, str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(tr("Kế hoạch"), ruled=True, parent=parent)
        self._plan_id = 0
        self._refused: dict[str, str] = {}
        self._waiting: dict[str, str] = {}
        self._rest = QTimer(self, singleShot=True, interval=SAVE_AFTER_MS)
        self._rest.timeout.connect(self._tell)
        self.editors: dict[str, Editor] = {}
        self.fields: dict[str, Field] = {}
        self.remove = Button(tr("Bỏ khỏi danh sách"), "delete")
        self._saved = label("", "small")
        scroll = Scroll()
        scroll.body.addLayout(self._grid())
        for name, title, lines in (
            ("content", tr("Nội dung"), 5),
            ("encouragement", tr("Chính sách động viên của người sử dụng lao động"), 4),
        ):
            scroll.body.addWidget(self._field(name, title, TextEdit("", 0, lines)))
        scroll.body.addStretch(1)
        self.fill(scroll)
        foot = self.foot()
        foot.addWidget(self._saved, 1)
        foot.addWidget(self.remove)

    def show_plan(self, plan: CooperationPlan, problems: Sequence[Problem]) -> None:
        if plan.id != self._plan_id:
            self.flush()
            self._refused = {}
            self._saved.setText("")
        changed, self._plan_id = plan.id != self._plan_id, plan.id
        said: dict[str, tuple[str, bool]] = {}
        for problem in problems:
            said.setdefault(problem.field, (messages.of_problem(problem), problem.blocks))
        for name, editor in self.editors.items():
            if changed or not (editor.hasFocus() or name in self._refused):
                editor.set_value(rules.shown(plan, name))
            sentence, blocks = said.get(name, ("", True))
            self.fields[name].set_problem(self._refused.get(name, sentence), name in self._refused or blocks)

    def refuse(self, plan_id: int, name: str, sentence: str) -> bool:
        """Says at the field why its words were not kept; False if another plan is in front by now."""
        if plan_id != self._plan_id or name not in self.fields:
            return False
        self._refused[name] = sentence
        self.fields[name].set_problem(sentence)
        return True

    def say_saved(self) -> None:
        self._saved.setText(tr("Đã lưu lúc {time}", time=f"{dates.civil_time(clock.now()):%H:%M:%S}"))

    def take_focus(self) -> None:
        self.editors["no"].setFocus(Qt.FocusReason.OtherFocusReason)

    def flush(self) -> None:
        """What is being typed is handed over as if the field had been left."""
        self._tell()
        for editor in self.editors.values():
            if editor.hasFocus():
                editor.clearFocus()

    def _grid(self) -> QGridLayout:
        grid = QGridLayout()
        grid.setHorizontalSpacing(12)
        grid.setVerticalSpacing(8)
        fields = (
            self._field("no", tr("Số"), LineEdit("12/KHPH")),
            self._field("signed_on", tr("Ngày ký"), DateEdit(lambda said: dates.parse(said, clock.today()))),
            self._field("employer", tr("Người sử dụng lao động"), LineEdit(tr("Công ty, cơ quan"))),
            self._field("signed_by_employer", tr("Người ký bên ấy"), LineEdit(tr("Họ tên, chức vụ"))),
            self._field("initiatives", tr("Chỉ tiêu sáng kiến"), LineEdit("500")),
            self._field("persons_pct", tr("Tỷ lệ người tham gia (%)"), LineEdit("15")),
            self._field("signed_by_union", tr("Người ký của công đoàn"), LineEdit(tr("Họ tên, chức vụ"))),
        )
        for place, field in enumerate(fields):
            grid.addWidget(field, place // 2, place % 2)
        grid.setColumnStretch(0, 1)
        grid.setColumnStretch(1, 1)
        return grid

    def _field(self, name: str, title: str, editor: Editor) -> Field:
        self.editors[name] = editor
        self.fields[name] = Field(title, editor, more=tr("Theo {source}.", source=rules.SOURCE))
        editor.setObjectName(f"plan_{name}")
        editor.edited.connect(lambda words: self._edited(name, words))
        editor.committed.connect(lambda words: self._committed(name, words))
        return self.fields[name]

    def _edited(self, name: str, words: str) -> None:
        self._waiting[name] = words
        if not self._rest.isActive():
            self._rest.start()

    def _committed(self, name: str, words: str) -> None:
        self._waiting[name] = words
        self._tell()

    def _tell(self) -> None:
        self._rest.stop()
        waiting, self._waiting = self._waiting, {}
        for name, words in waiting.items():
            self._refused.pop(name, None)
            self.typed.emit(self._plan_id, name, words)
