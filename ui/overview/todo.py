"""What is left to do, a line and a button for each; and the deadlines at this unit's level."""

from __future__ import annotations

from datetime import timedelta

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from desktop.operations.overview import Due, Todo
from domain import dates
from ui.common.ago import ago
from ui.common.buttons import Button
from ui.common.card import Card
from ui.common.labels import Icon, label
from ui.common.numbers import written
from ui.common.scroll import Scroll
from ui.words import tr

SOON_DAYS = 14
# What the other pages call it; appraisals open where this person has something to do there.
SECTIONS = {"to_appraise": "council", "under_appraisal": None, "to_decide": "decisions", "unsent": "send",
            "package_unsent": "sent", "package_unanswered": "sent", "data_overdue": ("personal_data", "requests"),
            "data_open": ("personal_data", "requests"), "key_ending": "trust"}  # fmt: skip


def line(todo: Todo) -> tuple[str, str, str, str]:
    """(sentence, word on the button, page to go to, icon) of one thing to do."""
    n = written(todo.count)
    return {
        "data_overdue": (tr("{n} yêu cầu về dữ liệu cá nhân quá hạn trả lời", n=n), tr("Trả lời"), "people",
                         "error_circle"),
        "data_open": (tr("{n} yêu cầu về dữ liệu cá nhân chờ trả lời", n=n), tr("Trả lời"), "people", "clock"),
        "key_ending": (tr("Chứng thư của khóa ký sắp hết hạn, cần cấp trên xác nhận lại"), tr("Xem"), "packages",
                       "warning"),
        "missing": (tr("{n} sáng kiến còn thiếu thông tin", n=n), tr("Sửa"), "initiatives", "warning"),
        "overdue": (tr("{n} đơn quá hạn trả lời", n=n), tr("Xem"), "initiatives", "warning"),
        "waiting_rows": (tr("{n} dòng nhập từ Excel chờ sửa", n=n), tr("Sửa"), "initiatives", "document_table"),
        "to_mend": (tr("{n} sáng kiến có mục cấp trên yêu cầu sửa", n=n), tr("Sửa"), "initiatives", "warning"),
        "returned": (tr("{n} sáng kiến cấp trên trả lại, cần sửa", n=n), tr("Sửa"), "initiatives", "warning"),
        "to_appraise": (tr("{n} sáng kiến đã đủ, chưa đưa vào chấm", n=n), tr("Đưa vào chấm"), "appraisals", "info"),
        "under_appraisal": (tr("{n} sáng kiến đang chờ chấm", n=n), tr("Chấm"), "appraisals", "clipboard_task"),
        "to_decide": (tr("{n} sáng kiến chờ quyết định công nhận", n=n), tr("Ghi quyết định"), "appraisals", "gavel"),
        "to_complete": (tr("{n} sáng kiến phải hoàn thiện", n=n), tr("Xem"), "initiatives", "edit"),
        "unsent": (tr("{n} sáng kiến đã công nhận, chưa gửi cấp trên", n=n), tr("Xuất gói"), "packages", "send"),
        "package_unsent": (tr("{n} gói đã ký, chưa giao được", n=n), tr("Gửi"), "packages", "folder_zip"),
        "package_unanswered": (tr("{n} gói chưa có biên nhận", n=n), tr("Xem"), "packages", "mail_inbox"),
    }[todo.kind]  # fmt: skip


def due_words(due: Due) -> str:
    """31/05/2022 (còn 7 ngày), 31/05/2022 (đã qua hơn 3 năm)"""
    day = dates.shown(due.deadline.last_on)
    if due.days < 0:
        return f"{day} ({ago(due.deadline.last_on, due.deadline.last_on + timedelta(-due.days))})"
    if due.days == 0:
        return tr("{day} (hôm nay)", day=day)
    return tr("{day} (còn {n} ngày)", day=day, n=written(due.days))


class _List(Card):
    """A card of lines that scrolls where there is no room for all of them."""

    def __init__(self, title: str, parent: QWidget | None = None) -> None:
        super().__init__(title, parent=parent)
        scroll = Scroll()
        scroll.body.setContentsMargins(15, 6, 10, 10)
        self.fill(scroll)
        self.lines = QVBoxLayout()
        self.lines.setSpacing(4)
        scroll.body.addLayout(self.lines)
        scroll.body.addStretch(1)

    def empty(self) -> None:
        while (item := self.lines.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()


class TodoList(_List):
    """`asked(page, what it is to show)` when a button is pressed."""

    asked = Signal(str, object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(tr("Việc cần làm"), parent)
        self.buttons: dict[str, Button] = {}

    def show_lines(self, todo: tuple[Todo, ...], begun: bool) -> None:
        """`begun` False is a register without a single initiative yet."""
        self.empty()
        self.buttons = {}
        if not begun:
            words = tr("Ghi sáng kiến đầu tiên, hoặc nhập danh sách từ Excel")
            self._add("new", words, tr("Bắt đầu"), "initiatives", "lightbulb")
        for one in todo:
            self._add(one.kind, *line(one))
        if begun and not todo:
            self.lines.addWidget(_row("checkmark_circle", "ok", label(tr("Không còn việc nào đang chờ."), wrap=True)))

    def _add(self, kind: str, words: str, verb: str, page: str, icon: str) -> None:
        pressed = Button(verb)
        pressed.setAccessibleName(f"{verb}: {words}")
        pressed.clicked.connect(lambda: self.asked.emit(page, SECTIONS.get(kind, kind)))
        self.buttons[kind] = pressed
        role = {"warning": "warn", "error_circle": "error"}.get(icon, "muted")
        self.lines.addWidget(_row(icon, role, label(words, "error" if role == "error" else "", wrap=True), pressed))


class DueList(_List):
    """The deadlines of the programme in use at this level, the next one first."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(tr("Hạn ở cấp mình"), parent)

    def show_lines(self, due: tuple[Due, ...]) -> None:
        self.empty()
        for one in due:
            words = QWidget()
            column = QVBoxLayout(words)
            column.setContentsMargins(0, 2, 0, 4)
            column.setSpacing(0)
            column.addWidget(label(due_words(one), "label" if one.days >= 0 else "muted", wrap=True))
            column.addWidget(label(one.deadline.what, "" if one.days >= 0 else "muted", wrap=True))
            issued = f"{one.deadline.issuer}, {one.deadline.document}"
            words.setToolTip(issued)
            soon = 0 <= one.days <= SOON_DAYS
            self.lines.addWidget(_row("calendar_ltr", "warn" if soon else "muted", words, top=True))
        if not due:
            self.lines.addWidget(label(tr("Chương trình không đặt hạn cho cấp này."), "muted", wrap=True))


def _row(icon: str, role: str, words: QWidget, pressed: Button | None = None, *, top: bool = False) -> QWidget:
    made = QWidget()
    row = QHBoxLayout(made)
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(9)
    row.addWidget(Icon(icon, role), 0, Qt.AlignmentFlag.AlignTop if top else Qt.AlignmentFlag.AlignVCenter)
    row.addWidget(words, 1)
    if pressed is not None:
        row.addWidget(pressed)
    return made
