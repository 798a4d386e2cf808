"""The pane of a decision: the paper, the words for one initiative, the button, and the way back to marking."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from desktop.messages import of_problem
from desktop.operations.appraisals import Line
from domain.errors import Problem
from domain.initiative import State
from ui.appraisals.decision_fields import DecisionFields
from ui.common.banner import Banner
from ui.common.buttons import Button
from ui.common.card import Card
from ui.common.editors import LineEdit, TextEdit
from ui.common.field import Field
from ui.common.labels import label, show_if
from ui.common.scroll import Scroll
from ui.words import tr


class DecisionPane(Card):
    """decided()   the button of the group was pressed
    again()     the chosen initiative shall be marked again, for the reason typed
    again_typed(reason)   that reason as it stands now, "" once it is given up
    """

    decided = Signal()
    again = Signal()
    again_typed = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(tr("Quyết định công nhận"), ruled=True, parent=parent)
        self.banner, self.paper, self.early = Banner(), DecisionFields(), Banner()
        self._chosen = label("", "heading", wrap=True)
        self._why = label("", "muted", wrap=True)
        self._notes = label("", "small", wrap=True)
        self.reason = TextEdit(limit=0, lines=5)
        self.reason.setObjectName("reason")
        self._reason_field = Field("", self.reason, required=True)
        self.button = Button("", "certificate", "primary")
        self.button.setObjectName("decide")
        self.button.clicked.connect(self.decided)
        self.whom = label("", "muted", wrap=True)
        scroll = Scroll()
        for part in (self.banner, self.paper, self.early, self._chosen, self._why, self._reason_field, self._notes):
            scroll.body.addWidget(part)
        scroll.body.addStretch(1)
        scroll.body.addWidget(self._again())
        self.fill(scroll)
        self.foot().addLayout(self._decide())

    def show_group(self, group: State) -> None:
        declined = group is State.DECLINED
        self.set_title(tr("Không công nhận") if declined else tr("Quyết định công nhận"))
        show_if(self.paper, not declined)
        show_if(self._reason_field, group is not State.RECOGNISED)
        self._reason_field.set_title(tr("Lý do không công nhận") if declined else tr("Nội dung phải hoàn thiện"))
        self._reason_field.set_help(
            tr("Trả lời tác giả bằng văn bản (NĐ 13/2012/NĐ-CP)")
            if declined
            else tr("Việc phải làm thêm, trước ngày nào")
        )

    def clear_problems(self) -> None:
        """Another initiative is shown: what was said of the last one is over."""
        self.banner.clear()
        self.paper.show_problems(())
        self._reason_field.set_problem("")

    def show_line(self, line: Line, reason: str, why: Sequence[str], notes: Sequence[str]) -> None:
        initiative = line.stored.initiative
        self._chosen.setText(f"{initiative.number}  {initiative.title}")
        for part, words in ((self._why, " ".join(why)), (self._notes, "\n".join(notes))):
            part.setText(words)
            show_if(part, bool(words))
        self.reason.set_value(reason)

    def show_early(self, told: Problem | None) -> None:
        """What is odd about the day of the decision, without holding anybody up."""
        self.early.say("warn", of_problem(told) if told else "")

    def show_button(self, group: State, count: int, *, whole: bool) -> None:
        """The pane shows one initiative and the button decides `count`: the `whole` group, or the rows chosen."""
        said = tr("Quyết định này ghi cho cả {n} sáng kiến trong nhóm.", n=count) if whole else tr(
            "Quyết định này ghi cho {n} sáng kiến đang chọn.", n=count)  # fmt: skip
        self.whom.setText(said)
        show_if(self.whom, count > 1)
        words = {
            State.RECOGNISED: tr("Công nhận {n} sáng kiến", n=count),
            State.RECOGNISED_AFTER_COMPLETION: tr("Công nhận, phải hoàn thiện {n} sáng kiến", n=count),
            State.DECLINED: tr("Không công nhận {n} sáng kiến", n=count),
        }
        self.button.setText(words[group])
        self.button.set_icon("dismiss" if group is State.DECLINED else "certificate")
        self.button.setEnabled(count > 0)

    def set_busy(self, busy: bool) -> None:
        self.button.setEnabled(not busy)

    def show_problems(self, problems: Sequence[Problem], refused: int) -> None:
        """The paper's at its fields, the words' at theirs, anything else in the banner."""
        self.button.setEnabled(True)
        at_paper = self.paper.show_problems(problems)
        of_reason = next((p for p in problems if p.field == "reason"), None)
        self._reason_field.set_problem(of_problem(of_reason) if of_reason else "")
        rest = [p for p in problems if p.field != "reason" and not p.field.startswith("decision_")]
        if rest:
            self.banner.say("error", of_problem(rest[0]))
        elif of_reason and not at_paper:
            self.banner.say("warn", tr("Còn {n} sáng kiến chưa ghi đủ. Hãy ghi rồi bấm lại.", n=refused))
        else:
            self.banner.clear()

    def say_again_problem(self, sentence: str) -> None:
        self._again_field.set_problem(sentence)
        self.again_reason.setFocus()

    def close_again(self, typed: str = "") -> None:
        """Closed, unless a reason was begun: then it stands open with it."""
        self._again_button.setVisible(not typed)
        self._again_box.setVisible(bool(typed))
        self._again_field.set_problem("")
        self.again_reason.set_value(typed)

    def _give_up_again(self) -> None:
        self.close_again()
        self.again_typed.emit("")

    def open_again(self) -> None:
        self._again_button.hide()
        self._again_box.show()
        self.again_reason.setFocus()

    def _decide(self) -> QVBoxLayout:
        row = QHBoxLayout()
        row.addStretch(1)
        row.addWidget(self.button)
        column = QVBoxLayout()
        column.setSpacing(8)
        column.addWidget(self.whom)
        column.addLayout(row)
        return column

    def _again(self) -> QWidget:
        ground = QWidget()
        self.again_reason = LineEdit(tr("vì sao phải chấm lại"))
        self.again_reason.setObjectName("again_reason")
        self._again_field = Field(tr("Lý do chấm lại"), self.again_reason, required=True,
                                  help_text=tr("Mọi người chấm lại từ đầu; phiếu cũ vẫn được giữ."))  # fmt: skip
        self.again_go = Button(tr("Đưa về chấm lại"), "arrow_undo")
        self.again_go.setObjectName("mark_again")
        keep = Button(tr("Hủy"))
        self._again_box = QWidget()
        box = QVBoxLayout(self._again_box)
        box.setContentsMargins(0, 0, 0, 0)
        box.addWidget(self._again_field)
        buttons = QHBoxLayout()
        buttons.setSpacing(8)
        buttons.addStretch(1)
        buttons.addWidget(keep)
        buttons.addWidget(self.again_go)
        box.addLayout(buttons)
        self._again_button = Button(tr("Chấm lại sáng kiến này…"), look="link")
        row = QHBoxLayout(ground)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self._again_button)
        row.addWidget(self._again_box, 1)
        row.addStretch(0)
        self._again_button.clicked.connect(self.open_again)
        keep.clicked.connect(self._give_up_again)
        self.again_reason.edited.connect(self.again_typed)
        self.again_go.clicked.connect(self.again)
        self._again_box.hide()
        return ground
