"""What the program asks before it imports: rows and sheets that somebody has hidden."""

from __future__ import annotations

from typing import cast

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from desktop import messages
from desktop.operations.import_plans import Plan
from ui.common.buttons import Button
from ui.common.flow import Flow
from ui.common.labels import Icon, label, show_if
from ui.words import tr


class Questions(QFrame):
    """answered(wish, value) for each answer, as the wishes of a plan are named. Hidden while nothing is asked."""

    answered = Signal(str, str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("look", "banner-warn")
        self.text = label(wrap=True)
        self.buttons: dict[str, Button] = {}
        self._actions = QWidget()
        self._flow = Flow(self._actions, spacing=6)
        row = QHBoxLayout(self)
        row.setContentsMargins(10, 7, 10, 7)
        row.setSpacing(8)
        row.addWidget(Icon("question_circle", "warn_fg"), 0, Qt.AlignmentFlag.AlignTop)
        column = QVBoxLayout()
        column.addWidget(self.text)
        column.addWidget(self._actions)
        row.addLayout(column, 1)
        self.hide()

    def show_plan(self, plan: Plan) -> None:
        """Asks the first open question."""
        for button in self.buttons.values():
            self._flow.removeWidget(button)
            button.hide()
            button.deleteLater()
        self.buttons = {}
        asked = plan.open_questions[0] if plan.open_questions else None
        if asked is not None and asked.code == "hidden_rows_asked":
            self.text.setText(tr("Tệp có {n} dòng sáng kiến đang bị ẩn.", n=asked.facts["count"]))
            self._offer("hidden_rows", "keep", tr("Lấy cả dòng ẩn"))
            self._offer("hidden_rows", "skip", tr("Bỏ qua dòng ẩn"))
        elif asked is not None and asked.code == "hidden_sheet_asked":
            self.text.setText(tr("Danh sách này ở trang tính đang bị ẩn: «{name}».", name=asked.facts["name"]))
            self._offer("sheet", str(asked.facts["name"]), tr("Đúng, nhập trang này"))
        elif asked is not None and asked.code == "hidden_list_asked":
            self.text.setText(
                tr("Trang tính đang bị ẩn cũng có danh sách sáng kiến: {names}.", names=asked.facts["hidden"])
            )
            self._offer("sheet", str(asked.facts["name"]), tr("Nhập «{name}», bỏ trang ẩn", name=asked.facts["name"]))
            for name in cast("list[str]", asked.facts["names"]):
                self._offer("sheet", name, tr("Nhập trang ẩn «{name}»", name=name))
        elif asked is not None:
            self.text.setText(messages.of_problem(asked))
        show_if(self, asked is not None)

    def _offer(self, wish: str, value: str, words: str) -> None:
        button = Button(words, parent=self._actions)
        button.clicked.connect(lambda: self.answered.emit(wish, value))
        self._flow.addWidget(button)
        self.buttons[value] = button
        button.show()
