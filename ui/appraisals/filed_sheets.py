"""Filed sheets to read, one below the other: the own one, and the others' once the own one is filed."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from domain import labels
from domain.appraisal import ScoreSheet, Vote, leaves
from domain.programme import Criterion, Rubric
from ui.appraisals import points
from ui.common.banner import Banner
from ui.common.buttons import Button
from ui.common.card import Card
from ui.common.labels import label, show_if
from ui.common.pill import Mark, Pill
from ui.common.scroll import Scroll
from ui.words import tr

_VOTES = {
    Vote.APPROVE: ("checkmark_circle", "ok"),
    Vote.AFTER_COMPLETION: ("edit", "warn"),
    Vote.DECLINE: ("dismiss", "error"),
    Vote.ABSTAIN: ("info", "neutral"),
}


def vote_mark(vote: Vote) -> Mark:
    """The pill of a vote."""
    icon, tone = _VOTES[vote]
    return Mark(tr(labels.VOTES[vote]), icon, tone)


def in_force(sheets: Iterable[ScoreSheet]) -> list[ScoreSheet]:
    """The sheets that no later one of the same appraiser replaces, by name; two of one appraiser contradict."""
    slots: dict[str, list[ScoreSheet]] = {}
    for sheet in sheets:
        slots.setdefault(sheet.appraiser, []).append(sheet)
    return [leaf for name in sorted(slots) for leaf in leaves(slots[name])]


def answer_words(sheet: ScoreSheet, criterion: Criterion) -> str:
    """What a sheet says to one criterion: its points, yes or no, or that it was skipped."""
    if criterion.code in sheet.points:
        return points.shown(sheet.points[criterion.code])
    if criterion.code in sheet.gates:
        return tr("Có") if sheet.gates[criterion.code] else tr("Không")
    return tr("bỏ qua")


class SheetBlock(QWidget):
    """One filed sheet: who, how many points for what, which vote, which words."""

    def __init__(self, sheet: ScoreSheet, rubric: Rubric, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 2, 0, 8)
        column.setSpacing(3)
        abstains = sheet.vote is Vote.ABSTAIN
        head = QHBoxLayout()
        head.addWidget(label(name, "label", wrap=True), 1)
        head.addWidget(label(points.shown(sum(sheet.points.values())) if sheet.points else "", "heading"))
        column.addLayout(head)
        if not abstains:
            for criterion in rubric.criteria:
                row = QHBoxLayout()
                row.addWidget(label(criterion.title, "muted", wrap=True), 1)
                row.addWidget(label(answer_words(sheet, criterion), "muted"))
                column.addLayout(row)
        column.addWidget(Pill(vote_mark(sheet.vote)))
        if sheet.note:
            column.addWidget(label(f"«{sheet.note}»", wrap=True))
        if sheet.entered_by:
            column.addWidget(label(tr("Nhập từ phiếu giấy, người nhập: {name}", name=sheet.entered_by), "small",
                                   wrap=True))  # fmt: skip


class FiledCard(Card):
    """change()   the own sheet shall be written anew
    on()       to the next initiative
    done()     everything is marked: to the results, or on another PC to sending the sheets back
    """

    change = Signal()
    on = Signal()
    done = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(tr("Phiếu đã nộp"), ruled=True, parent=parent)
        self.reading = Scroll()
        self.fill(self.reading)
        self.edit = Button(tr("Sửa phiếu đã nộp"), "edit")
        self.next = Button(tr("Chấm tiếp"), "chevron_right", "primary")
        self.results = Button(tr("Xem kết quả"), "data_bar_vertical", "primary")
        self.finished = label(tr("Đã chấm xong"), "muted")
        self.edit.setObjectName("change_sheet")
        foot = self.foot()
        foot.setSpacing(8)
        foot.addWidget(self.edit)
        foot.addWidget(self.next, 1)
        foot.addWidget(self.results, 1)
        foot.addWidget(self.finished, 1, Qt.AlignmentFlag.AlignRight)
        self.edit.clicked.connect(self.change)
        self.next.clicked.connect(self.on)
        self.results.clicked.connect(self.done)
        self.others: list[ScoreSheet] = []
        self.again = Banner()

    def show_again(self, reason: str) -> None:
        """The chair asks for a second reading; "" if nobody does. After `show_sheets`."""
        words = tr("Đề nghị đọc lại: {reason}. Hãy sửa phiếu rồi nộp lại, hoặc nộp lại y như cũ.", reason=reason)
        self.again.say("warn", words if reason else "")

    def show_way(self, *, more: bool, officer: bool, far: bool = False) -> None:
        """The way on: what still waits for the own sheet, else the results, which are the officer's to see; on a PC
        that only holds a request (`far`) the sheets are still to be sent."""
        self.results.setText(tr("Gửi lại phiếu") if far else tr("Xem kết quả"))
        self.results.set_icon("send" if far else "data_bar_vertical")
        show_if(self.next, more)
        show_if(self.results, (officer or far) and not more)
        show_if(self.finished, not (officer or far or more))

    def take_focus(self) -> None:
        """The keyboard to the way on; changing a sheet is never what Enter does by chance."""
        shown = next((way for way in (self.next, self.results) if not way.isHidden()), self.reading)
        shown.setFocus()

    def show_sheets(
        self, own: ScoreSheet, others: Sequence[ScoreSheet], rubric: Rubric, *, alone: bool = False
    ) -> None:
        """`alone`: nothing can be said of the others here, whether they have filed or not."""
        body = self.reading.body
        while body.count():
            taken = body.takeAt(0)
            gone = taken.widget() if taken is not None else None
            if gone is not None and gone is not self.again:
                gone.hide()
                gone.deleteLater()
        body.addWidget(self.again)
        self.others = in_force(others)
        body.addWidget(SheetBlock(own, rubric, tr("Phiếu của bạn")))
        heading = tr("Phiếu của các thành viên khác ({n})", n=len(self.others))
        if not alone:
            body.addWidget(label(heading if self.others else tr("Chưa có thành viên nào khác nộp phiếu."),
                                 "label" if self.others else "muted", wrap=True))  # fmt: skip
        for sheet in self.others:
            body.addWidget(SheetBlock(sheet, rubric, sheet.appraiser))
        body.addStretch(1)
